"""check: say all that is wrong with a collection."""

import argparse
import json

from multivector.commands.console import Commands, add_folder
from multivector.library.load import Loaded, collection_folder, load_library


def add(commands: Commands) -> None:
    """The word ``check [FOLDER] [--format text|json]``."""
    parser = commands.add_parser("check", help="say what is wrong with a collection")
    add_folder(parser, named=False)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    loaded = load_library(chosen.folder or collection_folder())
    print(_as_json(loaded) if chosen.format == "json" else as_text(loaded))
    return 0 if loaded.is_sound else 1


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
