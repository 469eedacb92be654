"""The server needs no right to write anything, anywhere, and none of an administrator."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.server import ROOT, Visit, served
from tests.browser.test_browser import PAGES

APP = (".streamlit", "app.py", "data", "multivector", "pages", "static")
ORDINARY = ("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs")
READ_ONLY = (
    "findmnt -rno TARGET | while read -r each; do"
    ' mount -o remount,bind,ro "$each" 2>/dev/null || true; done;'
    f' exec {" ".join(ORDINARY)} "$@"'
)


def within() -> tuple[str, ...]:
    """A command that starts another without an administrator's rights.

    Where the system lets us, the other also finds every file system read-only.
    """
    sealed = ("unshare", "--map-root-user", "--mount", "sh", "-c", READ_ONLY, "sh")
    if shutil.which("unshare") and not subprocess.run([*sealed, "true"], check=False).returncode:
        return sealed
    return ORDINARY if os.geteuid() == 0 else ()


@pytest.fixture
def sealed() -> Iterator[Path]:
    """A copy of the app in which nobody may write, with an equally sealed home."""
    folder = Path(tempfile.mkdtemp())
    for name in APP:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    for stale in list(folder.rglob("__pycache__")):
        shutil.rmtree(stale)
    (folder / "home").mkdir()
    change_modes(folder, 0o555, 0o444)
    yield folder
    change_modes(folder, 0o755, 0o644)
    shutil.rmtree(folder)


def change_modes(folder: Path, folders: int, files: int) -> None:
    folder.chmod(folders)
    for path in folder.rglob("*"):
        path.chmod(folders if path.is_dir() else files)


def state(folder: Path) -> dict[Path, float]:
    return {path: path.stat().st_mtime for path in folder.rglob("*")}


@pytest.mark.slow
def test_app_serves_every_page_without_writing_anything(
    visit: Callable[..., Visit], sealed: Path
) -> None:
    seal, before, home = within(), state(sealed), str(sealed / "home")
    refused = subprocess.run([*seal, "touch", str(sealed / "a")], capture_output=True, check=False)
    assert refused.returncode != 0
    variables = {"HOME": home, "TMPDIR": home}
    with served(folder=sealed, within=seal, variables=variables) as address:
        for path in PAGES:
            shown = visit(path, server=address)
            assert shown.errors == []
            assert shown.page.get_by_role("heading", level=1).count() == 1
    assert state(sealed) == before
