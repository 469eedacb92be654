"""What all commands share: the folder they work on, and how they speak to a person."""

import argparse
import sys
import time
from pathlib import Path
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

PATIENCE, BETWEEN_LINES = 1.0, 0.2
"""Seconds before the first line of progress, and between two."""

FOLDER_HELP = "default: MULTIVECTOR_DATA, or data beside the package"


def add_folder(parser: argparse.ArgumentParser, *, named: bool) -> None:
    """The folder of the collection, as ``--data FOLDER`` if named, else as an argument."""
    name, count = ("--data", None) if named else ("folder", "?")
    parser.add_argument(name, nargs=count, type=Path, metavar="FOLDER", help=FOLDER_HELP)


class Progress:
    """A line on the terminal that tells how far long work has come, and goes when it is done.

    Nothing is shown where no person looks, nor of work that is done within a second.
    """

    def __init__(self) -> None:
        self._next = time.monotonic() + PATIENCE
        self._is_shown = False

    def __enter__(self) -> "Progress":
        return self

    def __call__(self, done: int, total: int) -> None:
        """To be called after each file."""
        now = time.monotonic()
        if not sys.stderr.isatty() or (now < self._next and not (self._is_shown and done == total)):
            return
        self._next = now + BETWEEN_LINES
        self._is_shown = True
        after = "; holding their records to the rules ..." if done == total else ""
        over_write(f"{done:,} of {total:,} files{after}")

    def __exit__(self, *_: object) -> None:
        if self._is_shown:
            over_write("")


def over_write(text: str) -> None:
    """Puts a text in the place of the line on the terminal."""
    print(f"\r\x1b[K{text}", end="\r", file=sys.stderr, flush=True)


def say(text: str) -> None:
    """A remark beside the output, on standard error, in letters every terminal has."""
    print(text.encode("ascii", "backslashreplace").decode(), file=sys.stderr)
