"""Writes a release beside its folder and puts it in place whole, so that no half is ever seen."""

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

MARK = "multivector-release.json"
"""The file that says which folder is a release of ours, and what lies in it."""


class NotOurs(Exception):  # noqa: N818 - says what is wrong
    """The folder holds something else, which is left alone."""


def publish(
    folder: Path,
    files: Iterable[tuple[str, Callable[[], bytes]]],
    told: Callable[[str], None] = lambda _path: None,
) -> int:
    """Write all files into the folder, in place of an earlier release; says how many.

    ``told`` hears each path before its file is made. The same files give the same folder. Raises
    NotOurs if the folder holds anything but a release of ours, OSError if it cannot be written;
    then, and when making a file fails, what was there stays.
    """
    folder = folder.absolute()
    _refuse_foreign(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as beside:
        fresh, old = Path(beside) / "new", Path(beside) / "old"
        sums = {}
        for path, make in files:
            told(path)
            content, target = make(), fresh / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            sums[path] = hashlib.sha256(content).hexdigest()
        mark = json.dumps({"files": dict(sorted(sums.items()))}, indent=1)
        (fresh / MARK).write_text(f"{mark}\n", encoding="utf-8")
        _swap(folder, fresh, old)
    return len(sums) + 1


def _swap(folder: Path, fresh: Path, old: Path) -> None:
    if folder.exists():
        folder.rename(old)
    try:
        fresh.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise


def _refuse_foreign(folder: Path) -> None:
    """Raise NotOurs unless the folder is absent, empty, or a release with nothing added to it."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise NotOurs(f"{folder} is no folder")
    if not folder.exists() or not any(folder.iterdir()):
        return
    mark = folder / MARK
    if not mark.is_file():
        raise NotOurs(f"{folder} is not empty and holds no release of ours")
    try:
        known = {MARK, *json.loads(mark.read_text(encoding="utf-8"))["files"]}
    except (ValueError, KeyError, TypeError) as error:
        raise NotOurs(f"{mark} cannot be read") from error
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if not path.is_dir() and name not in known:
            raise NotOurs(f"{folder} holds {name}, which is not part of the release")
