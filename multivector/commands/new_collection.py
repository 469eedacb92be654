"""new-collection: start the collection of another country."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from multivector.commands.check import as_text
from multivector.commands.console import Commands, say
from multivector.library.load import load_library

if TYPE_CHECKING:
    from multivector.library.collection import Library


def add(commands: Commands) -> None:
    """The word ``new-collection FOLDER --focus CODE [--vectors CODE CODE …]``."""
    parser = commands.add_parser("new-collection", help="start the collection of another country")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a new or an empty folder")
    parser.add_argument(
        "--focus",
        required=True,
        type=str.upper,
        metavar="CODE",
        help="the country it is about: its ISO 3166 code of two letters",
    )
    parser.add_argument(
        "--vectors",
        nargs="+",
        type=str.upper,
        metavar="CODE",
        help="the partners it balances between, countries or blocs",
    )
    parser.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    from multivector.starter import NotStarted, start_collection  # noqa: PLC0415

    try:
        start_collection(chosen.folder, chosen.focus, chosen.vectors, date.today())
    except NotStarted as reason:
        say(str(reason))
        return 1
    except OSError as error:
        say(f"cannot write: {error}")
        return 1
    loaded = load_library(chosen.folder)
    if loaded.library is not None:
        print(_between_whom(loaded.library))
    print(as_text(loaded))
    print(f"to look at it: MULTIVECTOR_DATA={chosen.folder} make run")
    return 0 if loaded.is_sound else 1


def _between_whom(library: "Library") -> str:
    """The country and its partners by name, for the maker to see what the codes stand for."""
    from multivector.words import Words, partner_name  # noqa: PLC0415

    words, focus = Words(), library.partners[library.focus.id]
    chosen = [library.partners[code] for code in library.focus.vectors]
    listed = words.listed(f"{partner_name(each, words)} ({each.id})" for each in chosen)
    return f"{partner_name(focus, words)} between {listed}"
