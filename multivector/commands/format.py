"""format: put the files of a collection into canonical form."""

import argparse
from pathlib import Path

from multivector.commands.console import Commands, add_folder, say
from multivector.library.canonical import canonical
from multivector.library.contents import contents_of
from multivector.library.layout import layout_of
from multivector.library.load import collection_folder
from multivector.library.problems import Problem
from multivector.library.writing import write_over


def add(commands: Commands) -> None:
    """The word ``format [FOLDER] [--check]``."""
    parser = commands.add_parser("format", help="put files into canonical form")
    add_folder(parser, named=False)
    parser.add_argument("--check", action="store_true", help="only say which files are not")
    parser.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    folder: Path = chosen.folder or collection_folder()
    try:
        contents = contents_of(folder)
    except OSError:
        say(f"there is no folder {folder}")
        return 1
    changed, left = 0, 0
    for file in contents.files:
        if layout_of(file) is None:
            continue
        text = contents.text(file)
        made = text if isinstance(text, Problem) else canonical(text, file)
        if isinstance(made, Problem):
            print(made.as_text())
            left += 1
        elif made.encode() != contents.files[file]:
            changed += 1
            print(file.as_posix())
            if not chosen.check and not _written(folder / file, made):
                return 1
    print(_summary(changed, left, only_checked=chosen.check))
    return 1 if left or (chosen.check and changed) else 0


def _written(path: Path, text: str) -> bool:
    try:
        write_over(path, text)
    except OSError as error:
        say(f"cannot write: {error}")
        return False
    return True


def _summary(changed: int, left: int, *, only_checked: bool) -> str:
    done = "not in canonical form" if only_checked else "put into canonical form"
    return f"{changed} files {done}, {left} left as they are"
