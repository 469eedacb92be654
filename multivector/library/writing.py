"""Writing a file of a collection: whole or not at all, and never over one that is there."""

import os
import tempfile
from pathlib import Path


def write_new(path: Path, text: str) -> None:
    """A file with the text where none was. Raises OSError, also if there is one already."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="") as file:
        file.write(text)


def write_over(path: Path, text: str) -> None:
    """The text in the place of what a file held, at one stroke. Raises OSError."""
    target = path.resolve(strict=True)
    # Hidden, so that nobody takes the unfinished file for a part of the collection.
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=target.suffix)
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        unfinished.chmod(target.stat().st_mode)
        unfinished.replace(target)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
