"""export: write one table of a collection."""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from multivector.commands.check import counts
from multivector.commands.console import Commands, Progress, add_folder, say
from multivector.library.load import collection_folder, load_library

if TYPE_CHECKING:
    import pandas as pd

    from multivector.library.collection import Library

    Tables = Mapping[str, Callable[[Library], pd.DataFrame]]


def add(commands: Commands) -> None:
    """The word ``export TABLE [--data FOLDER] [--format csv|json|parquet] [--out FILE]``."""
    parser = commands.add_parser("export", help="write one table of a collection")
    parser.add_argument("table", choices=_TableNames(), metavar="TABLE", help="%(choices)s")
    add_folder(parser, named=True)
    parser.add_argument("--format", choices=("csv", "json", "parquet"), default="csv")
    parser.add_argument("--out", type=Path, metavar="FILE", help="default: standard output")
    parser.set_defaults(run=_run)


class _TableNames:
    """The names of all tables, looked up only when needed, so that other commands start fast."""

    def __iter__(self) -> Iterator[str]:
        return iter(_tables())

    def __contains__(self, name: object) -> bool:
        return name in _tables()


def _tables() -> "Tables":
    from multivector.analysis.exports import EXPORTS  # noqa: PLC0415

    return EXPORTS


def _run(chosen: argparse.Namespace) -> int:
    from multivector.analysis.formats import FORMATS  # noqa: PLC0415

    with Progress() as progress:
        loaded = load_library(chosen.data or collection_folder(), known=True, tell=progress)
    if not loaded.is_sound:
        say(f"{counts(loaded)['errors']} errors in the collection; see the command check")
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
        say("parquet needs the package pyarrow, which is not installed")
        return 1
    except OSError as error:
        say(f"cannot write: {error}")
        return 1
    return 0
