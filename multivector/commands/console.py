"""What all commands share: the folder they work on, and how they speak to a person."""

import argparse
import sys
from pathlib import Path
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

FOLDER_HELP = "default: MULTIVECTOR_DATA, or data beside the package"


def add_folder(parser: argparse.ArgumentParser, *, named: bool) -> None:
    """The folder of the collection, as ``--data FOLDER`` if named, else as an argument."""
    name, count = ("--data", None) if named else ("folder", "?")
    parser.add_argument(name, nargs=count, type=Path, metavar="FOLDER", help=FOLDER_HELP)


def say(text: str) -> None:
    """A remark beside the output, on standard error, in letters every terminal has."""
    print(text.encode("ascii", "backslashreplace").decode(), file=sys.stderr)
