"""record: note what this version of a collection shows, for later ones."""

import argparse

from multivector.commands.console import Commands, Progress, add_folder, say
from multivector.library.history import write_record
from multivector.library.load import collection_folder, load_library
from multivector.receipt import is_version


def add(commands: Commands) -> None:
    """The word ``record [FOLDER]``."""
    parser = commands.add_parser("record", help="note what this version shows, for later ones")
    add_folder(parser, named=False)
    parser.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    from multivector.analysis.history import headlines  # noqa: PLC0415

    folder = chosen.folder or collection_folder()
    with Progress() as progress:
        library = load_library(folder, known=True, tell=progress).library
    if library is None:
        say("there is no usable collection; see the command check")
        return 1
    if not is_version(library.focus.version):
        say("the version in focus.yaml is not numbers between dots, such as 2026.11.0")
        return 1
    try:
        path = write_record(folder, library.focus.version, headlines(library))
    except OSError as error:
        say(f"cannot write: {error}")
        return 1
    print(path)
    return 0
