"""What the files of a collection hold at one moment, so that a load sees one state of them."""

import contextlib
import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from multivector.library.files import bytes_of, decoded, file_problem, shown_name
from multivector.library.history import HISTORY
from multivector.library.problems import Problem

LARGEST_TOGETHER = 1_000_000_000
"""Bytes all files may have together."""
MOST_FILES = 100_000

Content = bytes | Problem


@dataclass(frozen=True)
class Contents:
    """The files of a collection by their path in its folder, sorted, each as it was read."""

    files: Mapping[Path, Content]
    problems: tuple[Problem, ...] = ()
    """What kept files from being looked at."""

    def text(self, file: Path) -> str | Problem:
        """The text of a file, or the problem that makes it unusable."""
        content = self.files[file]
        return content if isinstance(content, Problem) else decoded(content, file.as_posix())

    def changed(self, texts: Mapping[Path, str]) -> "Contents":
        """The same with the texts in the place of files, or as new ones."""
        given = {file: text.encode("utf-8", "surrogatepass") for file, text in texts.items()}
        files = dict(sorted({**self.files, **given}.items()))
        return Contents(MappingProxyType(files), self.problems)

    def digest(self) -> str:
        """Twelve hexadecimal digits that change whenever a file or its name does."""
        return self.sha256[:12]

    @cached_property
    def sha256(self) -> str:
        """SHA-256 over names and contents. What cannot be read counts with its name alone."""
        total = hashlib.sha256()
        for file, content in self.files.items():
            held = b"" if isinstance(content, Problem) else content
            name = file.as_posix().encode("utf-8", "surrogateescape")
            total.update(b"%d:%b%d:" % (len(name), name, len(held)))
            total.update(held)
        return total.hexdigest()


def contents_of(folder: Path) -> Contents:
    """The contents of a folder as they are now. Raises OSError if there is no such folder."""
    files: dict[Path, Content] = {}
    left = LARGEST_TOGETHER
    paths = collection_files(folder)
    for path in paths[:MOST_FILES]:
        content = bytes_of(folder, path.as_posix(), left)
        left -= 0 if isinstance(content, Problem) else len(content)
        files[path] = content
    return Contents(MappingProxyType(files), tuple(_left_out(paths[MOST_FILES:])))


def collection_files(folder: Path) -> list[Path]:
    """The paths, relative to the folder and sorted, of its files and those one folder below.

    Hidden ones and the records of earlier versions are left out. Folders further down and links to
    folders are not entered but given as they are, so that they can be told to the curator. Raises
    OSError for the folder itself.
    """
    found: list[Path] = []
    for item in _items(folder):
        below = Path(item.name)
        if item.name == HISTORY:
            continue
        if item.is_dir(follow_symlinks=False):
            with contextlib.suppress(OSError):
                found.extend(below / inner.name for inner in _items(folder / below))
        else:
            found.append(below)
    return sorted(found, key=lambda path: path.parts)


def is_part(path: Path) -> bool:
    """Whether a path in the folder of a collection is one of those that collection_files gives."""
    hidden = any(part.startswith(".") for part in path.parts)
    return not hidden and len(path.parts) <= 2 and path.parts[0] != HISTORY


def folder_digest(folder: Path) -> str:
    """The digest of a folder's contents as they are now; see Contents.digest."""
    return contents_of(folder).digest()


def _items(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as items:
        return [item for item in items if not item.name.startswith(".")]


def _left_out(paths: list[Path]) -> Iterator[Problem]:
    if paths:
        message = f"{len(paths)} files from here on are not read; at most {MOST_FILES} are"
        cure = "put the records of several files into one"
        yield file_problem("too-many-files", shown_name(paths[0]), message, cure)
