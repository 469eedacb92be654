"""schema: write JSON Schema of every kind of file, for editors."""

import argparse
import json
from pathlib import Path

from multivector.commands.console import Commands, add_folder, say
from multivector.library.load import collection_folder, load_library
from multivector.library.schemas import schemas
from multivector.library.vocabulary import choices_of

_USUAL = ".schema"
"""Hidden, so that it is no part of the collection."""


def add(commands: Commands) -> None:
    """The word ``schema [--out FOLDER] [--data FOLDER]``."""
    parser = commands.add_parser("schema", help="write JSON Schema of every file, for editors")
    parser.add_argument(
        "--out", type=Path, metavar="FOLDER", help=f"default: {_USUAL} in the collection's folder"
    )
    add_folder(parser, named=True)
    parser.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    folder = chosen.data or collection_folder()
    if not folder.is_dir():
        say(f"there is no folder {folder}")
        return 1
    out: Path = chosen.out or folder / _USUAL
    made = schemas(choices_of(load_library(folder).library))
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, schema in made.items():
            text = json.dumps(schema, ensure_ascii=False, indent=1)
            (out / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        say(f"cannot write: {error}")
        return 1
    print(f"{len(made)} schemas in {out}")
    return 0
