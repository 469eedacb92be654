"""publish: write the whole dashboard as plain files, for any web server or none."""

import argparse
import logging
import os
import sys
from pathlib import Path

from multivector.commands.console import Commands, add_folder, over_write, say


def add(commands: Commands) -> None:
    """The word ``publish FOLDER [--data FOLDER]``."""
    parser = commands.add_parser("publish", help="write the dashboard as plain files")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="new, empty, or a release")
    add_folder(parser, named=True)
    parser.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    if chosen.data:
        os.environ["MULTIVECTOR_DATA"] = str(chosen.data)
    # Streamlit, whose parts make the pages, misses a server and says so again and again.
    logging.getLogger("streamlit").setLevel(logging.ERROR)
    from multivector.release import contents, writing  # noqa: PLC0415

    if sys.stderr.isatty():
        over_write("reading the collection ...")
    try:
        count = writing.publish(chosen.folder, contents.contents(), _progress)
    except (contents.NothingToPublish, writing.NotOurs) as reason:
        say(str(reason))
        return 1
    except OSError as error:
        say(f"cannot write: {error}")
        return 1
    print(f"{count} files in {chosen.folder}")
    return 0


def _progress(path: str) -> None:
    """One line that is written over on a terminal; a line a file elsewhere."""
    if sys.stderr.isatty():
        over_write(path)
    else:
        say(path)
