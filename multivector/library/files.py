"""The text of a file in a collection, or why it cannot be had."""

import os
import re
import stat
from pathlib import Path

from multivector.library.problems import Problem, visible

LARGEST = 5_000_000
"""Bytes a file may have; the largest of a well-kept collection has a tenth of that."""

# Characters that are not seen: controls except tab and line ends, the line ends that only some
# programs know (lines would be counted differently), marks that turn the direction of writing
# (text would not read as it is stored), what has no width (two texts would look the same and not
# be found by one search), and code points that are no characters. The joiners U+200C and U+200D
# are left, because Persian, Hindi and others are spelt with them.
CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7}) ", re.MULTILINE)


def text_of(folder: Path, file: str) -> str | Problem:
    """The text of a file, without a byte order mark, or the problem that makes it unusable."""
    content = bytes_of(folder, file)
    return content if isinstance(content, Problem) else decoded(content, file)


def decoded(content: bytes, file: str) -> str | Problem:
    """The text of what a file holds, or the problem that makes it unusable."""
    try:
        text = content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = line_at(content[: error.start].decode("utf-8"), error.start)
        message = f"the byte {content[error.start]:#04x} does not belong in UTF-8"
        return file_problem("not-utf8", file, message, "save the file as UTF-8", line)
    return _first_unwanted(text, file) or text


def shown_name(path: Path) -> str:
    """The path with forward slashes, as it may stand in a message."""
    name = path.as_posix().encode("utf-8", "backslashreplace").decode("utf-8")
    return visible(name)


def file_problem(code: str, file: str, message: str, cure: str, line: int = 0) -> Problem:
    """An error that concerns a file as a whole."""
    return Problem(code, "error", shown_name(Path(file)), line, "", message, cure)


def leads_out(folder: Path, file: str) -> bool:
    """Whether the file, its links followed, lies outside the folder. Raises OSError."""
    # A loop of links is an OSError on some versions of Python, a RuntimeError on others.
    try:
        return not (folder / file).resolve(strict=True).is_relative_to(folder.resolve())
    except RuntimeError as error:
        raise OSError("the link leads to itself") from error


def _plainly_seen(folder: Path, file: str) -> os.stat_result | None:
    """What is seen of a file if the way down to it has no link, as nearly all have none."""
    about, way = None, str(folder)
    for name in file.split("/"):
        way = f"{way}/{name}"
        about = os.lstat(way)
        if name in ("", ".", "..") or stat.S_ISLNK(about.st_mode):
            return None
    return about


def bytes_of(folder: Path, file: str, left: int = LARGEST) -> bytes | Problem:
    """What a file holds, or the problem that makes it unusable.

    ``left`` is how many bytes may still be read of all files together.
    """
    try:
        about = _plainly_seen(folder, file)
        if about is None and leads_out(folder, file):
            message = "the link leads out of the collection"
            return file_problem("outside-folder", file, message, "put the file itself here")
        about = about or (folder / file).stat()
        size = about.st_size
        if not stat.S_ISREG(about.st_mode):
            message = "this is not an ordinary file"
            return file_problem("file-unreadable", file, message, "put an ordinary file here")
        if size > LARGEST:
            message = f"the file has {size:,} bytes; at most {LARGEST:,} are read"
            return file_problem("file-too-large", file, message, "split it into several files")
        if size > left:
            message = "the files before this one are as much as is read of a collection"
            return file_problem("file-too-large", file, message, "make the collection smaller")
        # A file may grow between the two looks at it; no more is read than was seen.
        with open(f"{folder}/{file}", "rb") as opened:  # noqa: PTH123 - a Path takes as long again
            return opened.read(size)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        message = f"the file cannot be read: {reason}"
        cure = "let the program read it, or take it away"
        return file_problem("file-unreadable", file, message, cure)


def _first_unwanted(text: str, file: str) -> Problem | None:
    """The first character or mark, if any, that shows the text is not what was meant."""
    if match := CONTROL.search(text):
        message = f"the character U+{ord(match[0]):04X} cannot be seen"
        cure = "delete it; it was probably pasted with the text"
        return file_problem("control-character", file, message, cure, line_at(text, match.start()))
    if match := _CONFLICT.search(text):
        message = "the file holds marks of an unresolved merge"
        cure = "keep the right version of the lines and delete the marks"
        return file_problem("conflict-marker", file, message, cure, line_at(text, match.start()))
    return None


def line_at(text: str, position: int) -> int:
    """The line of a position, from 1; lines end as on any system, as the parsers count them."""
    ends = text.count("\n", 0, position) + text.count("\r", 0, position)
    return ends - text.count("\r\n", 0, position) + 1
