"""new: write a blank record to fill in."""

import argparse
import re
from pathlib import Path

from multivector.commands.console import Commands, add_folder, say
from multivector.library import blanks
from multivector.library.blanks import Sort
from multivector.library.collection import Library
from multivector.library.files import text_of
from multivector.library.load import collection_folder, load_library
from multivector.library.problems import Problem
from multivector.library.vocabulary import Choices, choices_of
from multivector.library.writing import write_new, write_over
from multivector.model import Observation

_EXAMPLE = "example-2026"


def add(commands: Commands) -> None:
    """The word ``new SORT [ID] [--into NAME] [--data FOLDER]``."""
    parser = commands.add_parser("new", help="write a blank record to fill in")
    parser.add_argument("sort", choices=blanks.SORTS, metavar="SORT", help="%(choices)s")
    parser.add_argument(
        "id",
        nargs="?",
        type=_id,
        metavar="ID",
        help="its id, for an observation the name of its file; without one the blank is printed",
    )
    parser.add_argument(
        "--into",
        type=_id,
        metavar="NAME",
        help="the series of an event (default: one of its own), the file of a source",
    )
    add_folder(parser, named=True)
    parser.set_defaults(run=_run)


def _id(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]*", text):
        reason = "use lower-case letters, digits, dots and hyphens, such as reuters-2026-03-14"
        raise argparse.ArgumentTypeError(reason)
    return text


def _run(chosen: argparse.Namespace) -> int:
    folder: Path = chosen.data or collection_folder()
    library = load_library(folder).library
    choices = choices_of(library)
    if chosen.id is None:
        print(blanks.blank_file(chosen.sort, _EXAMPLE, chosen.into or "", choices), end="")
        return 0
    if not folder.is_dir():
        say(f"there is no folder {folder}")
        return 1
    into = chosen.into or ""
    try:
        _add(folder, chosen.sort, chosen.id, into, library, choices)
        if chosen.sort == "article" and library and chosen.id not in library.sources:
            # An article stands on its entry of the bibliography.
            _add(folder, "source", chosen.id, into, library, choices)
    except _NotAddedError as reason:
        say(str(reason))
        return 1
    except OSError as error:
        say(f"cannot write: {error}")
        return 1
    return 0


class _NotAddedError(Exception):
    """Why a blank was not written."""


def _add(
    folder: Path, sort: Sort, record_id: str, into: str, library: Library | None, choices: Choices
) -> None:
    place = library.places.get((sort, record_id)) if library else None
    if place is not None:
        raise _NotAddedError(f"there is already such a record: {place.file}:{place.line}")
    path = folder / blanks.file_of(sort, record_id, into)
    line = 1
    if not path.exists():
        write_new(path, blanks.blank_file(sort, record_id, into, choices))
    elif sort in ("article", "deal"):
        raise _NotAddedError(f"{path} is there already; nothing is written over it")
    else:
        text = text_of(folder, path.relative_to(folder).as_posix())
        if isinstance(text, Problem):
            raise _NotAddedError(text.as_text())
        write_over(path, _with_blank(path, text, sort, record_id, choices))
        line = text.count("\n") + 1
    _tell(path, line, sort, choices)


def _with_blank(path: Path, text: str, sort: Sort, record_id: str, choices: Choices) -> str:
    if record_id in blanks.ids_in(text, sort):
        raise _NotAddedError(f"{path} already holds a record with this id")
    made = blanks.with_blank(text, sort, record_id, choices)
    if made is None:
        raise _NotAddedError(
            f"{path} cannot take another record as it stands; try the command format"
        )
    return made


def _tell(path: Path, line: int, sort: Sort, choices: Choices) -> None:
    print(f"{path}:{line}")
    if sort == "observation":
        for column, meaning in blanks.meanings(Observation, choices):
            print(f"  {column}: {meaning}")
