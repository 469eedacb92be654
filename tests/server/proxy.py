"""Debian's nginx before servers of the app, with the configuration that operators get."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = (("172.30.85.11", "8501"), ("172.30.85.12", "8502"), ("172.30.85.13", "8503"))
"""Hosts and ports of the replicas as the configuration has them."""


@lru_cache
def nginx() -> str:
    """The path of an nginx, installed if there is none."""
    found = subprocess.run(
        ["sh", "scripts/find_nginx.sh"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return found.stdout.strip()


def sited(folder: Path, port: int, replicas: Sequence[int]) -> Path:
    """A copy of the configuration that listens on a port of ours, before replicas of ours."""
    copy = folder / "conf"
    shutil.copytree(ROOT / "deploy" / "nginx", copy)
    main, where = copy / "nginx.conf", copy / "replicas.conf"
    user = "" if os.geteuid() else "user root;  # folders of tests are closed to others\n"
    listening = main.read_text().replace("listen 8080;", f"listen 127.0.0.1:{port};")
    main.write_text(user + listening)
    text = where.read_text()
    for (host, old), new in zip(WRITTEN, replicas, strict=True):
        text = text.replace(f"{host}:{old}", f"127.0.0.1:{new}").replace(f"~:{old}$", f"~:{new}$")
    where.write_text(text)
    return main
