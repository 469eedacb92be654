"""Command line: check a collection, export its tables, start another.

    python -m multivector check [FOLDER] [--format text|json]
    python -m multivector export TABLE [--data FOLDER] [--format csv|json|parquet] [--out FILE]
    python -m multivector record [FOLDER]
    python -m multivector new-collection FOLDER --focus CODE [--vectors CODE CODE …]

Exit status: 0 sound or done, 1 problems, 2 wrong usage.
"""

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from multivector.library.history import write_record
from multivector.library.load import Loaded, collection_folder, load_library
from multivector.receipt import is_version

if TYPE_CHECKING:
    import pandas as pd

    from multivector.library.collection import Library

    Tables = Mapping[str, Callable[[Library], pd.DataFrame]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and gives back the exit status."""
    chosen = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        status: int = chosen.run(chosen)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader, such as head, has seen enough. What is still buffered goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m multivector", description="Curator's tools.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="say what is wrong with a collection")
    check.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help=_FOLDER_HELP)
    check.add_argument("--format", choices=("text", "json"), default="text")
    check.set_defaults(run=_check)
    export = commands.add_parser("export", help="write one table of a collection")
    export.add_argument("table", choices=_TableNames(), metavar="TABLE", help="%(choices)s")
    export.add_argument("--data", type=Path, metavar="FOLDER", help=_FOLDER_HELP)
    export.add_argument("--format", choices=("csv", "json", "parquet"), default="csv")
    export.add_argument("--out", type=Path, metavar="FILE", help="default: standard output")
    export.set_defaults(run=_export)
    record = commands.add_parser("record", help="note what this version shows, for later ones")
    record.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help=_FOLDER_HELP)
    record.set_defaults(run=_record)
    new = commands.add_parser("new-collection", help="start the collection of another country")
    new.add_argument("folder", type=Path, metavar="FOLDER", help="a new or an empty folder")
    new.add_argument("--focus", required=True, type=str.upper, metavar="CODE", help=_FOCUS_HELP)
    new.add_argument("--vectors", nargs="+", type=str.upper, metavar="CODE", help=_VECTORS_HELP)
    new.set_defaults(run=_new_collection)
    return parser


_FOCUS_HELP = "the country it is about: its ISO 3166 code of two letters"
_VECTORS_HELP = "the partners it balances between, countries or blocs"
_FOLDER_HELP = "default: MULTIVECTOR_DATA, or data beside the package"


class _TableNames:
    """The names of all tables, looked up only when needed, so that a check starts fast."""

    def __iter__(self) -> Iterator[str]:
        return iter(_tables())

    def __contains__(self, name: object) -> bool:
        return name in _tables()


def _tables() -> "Tables":
    from multivector.analysis.tables import TABLES  # noqa: PLC0415
    from multivector.analysis.verification import verdicts  # noqa: PLC0415

    return {"verdicts": verdicts, **TABLES}


# check


def _check(chosen: argparse.Namespace) -> int:
    loaded = load_library(chosen.folder or collection_folder())
    print(_as_json(loaded) if chosen.format == "json" else _as_text(loaded))
    return 0 if loaded.is_sound else 1


def _as_text(loaded: Loaded) -> str:
    counts = _counts(loaded)
    summary = "{records} records, {errors} errors, {warnings} warnings".format(**counts)
    return "\n".join([*(problem.as_text() for problem in loaded.problems), summary])


def _as_json(loaded: Loaded) -> str:
    problems = [problem.as_json() for problem in loaded.problems]
    return json.dumps({**_counts(loaded), "problems": problems}, ensure_ascii=False, indent=2)


def _counts(loaded: Loaded) -> dict[str, int]:
    errors = sum(problem.is_error for problem in loaded.problems)
    return {
        "records": len(loaded.library.places) if loaded.library else 0,
        "errors": errors,
        "warnings": len(loaded.problems) - errors,
    }


# export


def _export(chosen: argparse.Namespace) -> int:
    from multivector.analysis.formats import FORMATS  # noqa: PLC0415

    loaded = load_library(chosen.data or collection_folder())
    if not loaded.is_sound:
        _say(f"{_counts(loaded)['errors']} errors in the collection; see the command check")
    if loaded.library is None:
        return 1
    try:
        content = FORMATS[chosen.format](_tables()[chosen.table](loaded.library))
        if chosen.out:
            chosen.out.write_bytes(content)
        else:
            sys.stdout.buffer.write(content)
    except BrokenPipeError:
        raise
    except ImportError:
        _say("parquet needs the package pyarrow, which is not installed")
        return 1
    except OSError as error:
        _say(f"cannot write: {error}")
        return 1
    return 0


# record


def _record(chosen: argparse.Namespace) -> int:
    from multivector.analysis.history import headlines  # noqa: PLC0415

    folder = chosen.folder or collection_folder()
    library = load_library(folder).library
    if library is None:
        _say("there is no usable collection; see the command check")
        return 1
    if not is_version(library.focus.version):
        _say("the version in focus.yaml is not numbers between dots, such as 2026.11.0")
        return 1
    try:
        path = write_record(folder, library.focus.version, headlines(library))
    except OSError as error:
        _say(f"cannot write: {error}")
        return 1
    print(path)
    return 0


# new-collection


def _new_collection(chosen: argparse.Namespace) -> int:
    from multivector.starter import NotStarted, start_collection  # noqa: PLC0415

    try:
        start_collection(chosen.folder, chosen.focus, chosen.vectors, date.today())
    except NotStarted as reason:
        _say(str(reason))
        return 1
    except OSError as error:
        _say(f"cannot write: {error}")
        return 1
    loaded = load_library(chosen.folder)
    if loaded.library is not None:
        print(_between_whom(loaded.library))
    print(_as_text(loaded))
    print(f"to look at it: MULTIVECTOR_DATA={chosen.folder} make run")
    return 0 if loaded.is_sound else 1


def _between_whom(library: "Library") -> str:
    """The country and its partners by name, for the maker to see what the codes stand for."""
    from multivector.words import Words, partner_name  # noqa: PLC0415

    words, focus = Words(), library.partners[library.focus.id]
    chosen = [library.partners[code] for code in library.focus.vectors]
    listed = words.listed(f"{partner_name(each, words)} ({each.id})" for each in chosen)
    return f"{partner_name(focus, words)} between {listed}"


def _say(text: str) -> None:
    print(text.encode("ascii", "backslashreplace").decode(), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
