"""diff: say what a change does to verdicts, balance and coverage."""

import argparse
import io
import os
import shutil
import subprocess
import tarfile
from collections import Counter
from pathlib import Path
from types import MappingProxyType

from multivector.commands.console import Commands, Progress, add_folder, say
from multivector.library.contents import LARGEST_TOGETHER, Contents, is_part
from multivector.library.files import LARGEST
from multivector.library.load import Loaded, collection_folder, load_contents, load_library


def add(commands: Commands) -> None:
    """The word ``diff REV [--data FOLDER]``."""
    parser = commands.add_parser("diff", help="say what a change does, against a git revision")
    parser.add_argument("revision", metavar="REV", help="such as HEAD, main or v1.0")
    add_folder(parser, named=True)
    parser.set_defaults(run=_run)


class _NoRevisionError(Exception):
    """Why the files of a revision cannot be had."""


def _run(chosen: argparse.Namespace) -> int:
    folder: Path = chosen.data or collection_folder()
    try:
        with Progress() as progress:
            now = load_library(folder, tell=progress)
            before = load_contents(_contents_at(folder, chosen.revision), progress)
    except _NoRevisionError as reason:
        say(str(reason))
        return 1
    for loaded, name in ((before, chosen.revision), (now, "the files as they are")):
        _tell_errors(loaded, name)
    if before.library is None or now.library is None:
        return 1
    from multivector.analysis.differences import differences  # noqa: PLC0415

    found = differences(before.library, now.library)
    for kind, key, old, new in found:
        print(f"{kind} {key}: {new}" if old is None else f"{kind} {key}: {old} -> {new or 'gone'}")
    print(_summary(Counter(each.kind for each in found)))
    return 0


def _tell_errors(loaded: Loaded, name: str) -> None:
    errors = sum(problem.is_error for problem in loaded.problems)
    if errors:
        say(f"{errors} errors in {name}; what they affect is left out")


def _summary(counts: Counter[str]) -> str:
    listed = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    return f"{counts.total()} differences{f': {listed}' if listed else ''}"


# The files of a revision


def _contents_at(folder: Path, revision: str) -> Contents:
    if shutil.which("git") is None:
        raise _NoRevisionError("git is not installed; the command diff needs it")
    if not folder.is_dir():
        raise _NoRevisionError(f"there is no folder {folder}")
    places = _git(folder, "rev-parse", "--show-toplevel", "--show-prefix")
    if places is None:
        raise _NoRevisionError(f"{folder} is not in a git repository")
    top, below = os.fsdecode(places).split("\n")[:2]
    wanted = f"{revision}^{{commit}}"
    commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
    if commit is None:
        raise _NoRevisionError(f"git knows no revision {revision}")
    tree = f"{commit.decode().strip()}:{below.removesuffix('/')}"
    packed = _git(Path(top), "archive", "--format=tar", tree)
    if packed is None:
        raise _NoRevisionError(f"the folder was not there in {revision}")
    return _unpacked(packed)


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What git says; None if it refuses."""
    command = ["git", "-C", str(folder), *arguments]
    done = subprocess.run(command, capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else None


def _unpacked(packed: bytes) -> Contents:
    """The files of an archive as a collection has them; nothing is written anywhere."""
    files: dict[Path, bytes] = {}
    left = LARGEST_TOGETHER
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive:
            path = Path(member.name)
            is_wanted = member.isfile() and is_part(path) and member.size <= min(left, LARGEST)
            if is_wanted and (content := archive.extractfile(member)):
                files[path] = content.read()
                left -= member.size
    return Contents(MappingProxyType(dict(sorted(files.items()))))
