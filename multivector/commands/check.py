"""check: say all that is wrong with a collection."""

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

from multivector.commands.console import Commands, Progress, add_folder
from multivector.library.live import Glance, glance
from multivector.library.load import Loaded, collection_folder, load_library

SECONDS_BETWEEN_LOOKS = 1


def add(commands: Commands) -> None:
    """The word ``check [FOLDER] [--format text|json] [--watch]``."""
    parser = commands.add_parser("check", help="say what is wrong with a collection")
    add_folder(parser, named=False)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument(
        "--watch",
        action="store_true",
        help=f"look every {SECONDS_BETWEEN_LOOKS} s and check again after each change; ends on ^C",
    )
    parser.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    folder = chosen.folder or collection_folder()
    as_chosen = _as_json if chosen.format == "json" else as_text
    if chosen.watch:
        return _watch(folder, as_chosen)
    loaded = _read(folder)
    print(as_chosen(loaded))
    return _status(loaded)


def _read(folder: Path) -> Loaded:
    with Progress() as progress:
        return load_library(folder, tell=progress)


def _status(loaded: Loaded) -> int:
    return 0 if loaded.is_sound else 1


def _watch(folder: Path, as_chosen: Callable[[Loaded], str]) -> int:
    """Tells what is wrong after each change until it is interrupted; the last status counts."""
    seen: Glance | None = None
    status = 0
    try:
        while True:
            if (now := glance(folder)) != seen:
                loaded = _read(folder)
                status = _status(loaded)
                print(("" if seen is None else "\n") + as_chosen(loaded), flush=True)
                seen = now
            time.sleep(SECONDS_BETWEEN_LOOKS)  # a rhythm: nothing tells of a changed file
    except KeyboardInterrupt:
        return status


def as_text(loaded: Loaded) -> str:
    """A line for each problem and one that sums up."""
    summary = "{records} records, {errors} errors, {warnings} warnings".format(**counts(loaded))
    return "\n".join([*(problem.as_text() for problem in loaded.problems), summary])


def _as_json(loaded: Loaded) -> str:
    problems = [problem.as_json() for problem in loaded.problems]
    return json.dumps({**counts(loaded), "problems": problems}, ensure_ascii=False, indent=2)


def counts(loaded: Loaded) -> dict[str, int]:
    """Number of records, errors and warnings."""
    errors = sum(problem.is_error for problem in loaded.problems)
    return {
        "records": len(loaded.library.places) if loaded.library else 0,
        "errors": errors,
        "warnings": len(loaded.problems) - errors,
    }
