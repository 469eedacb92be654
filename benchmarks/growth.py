"""What a larger collection costs: checking, starting, a page view, a filter change.

python -m benchmarks.growth [TIMES…]   each TIMES: a collection that often as large; default 1 10
"""

import asyncio
import csv
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

from benchmarks.load import reading
from benchmarks.server import costs
from tests.browser.server import ROOT, running

SOURCE = ROOT / "data"


def write_collection(folder: Path, times: int) -> None:
    """A sound collection with ``times`` as many articles, claims and figures as ours.

    Each copy of an article stands under an id of its own, each copy of a figure was counted by a
    reporter of its own; partners, indicators, events and sources are ours.
    """
    for path in SOURCE.rglob("*"):
        if path.is_file() and "history" not in path.parts:
            target = folder / path.relative_to(SOURCE)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    reporters = yaml.safe_load((SOURCE / "reporters.yaml").read_text(encoding="utf-8"))
    with (folder / "reporters.yaml").open("a", encoding="utf-8") as more:
        for copy in range(2, times + 1):
            copies = [{**each, "id": f"{each['id']}-x{copy}"} for each in reporters]
            yaml.safe_dump(copies, more, allow_unicode=True, sort_keys=False)
    for copy in range(2, times + 1):
        for path in SOURCE.glob("articles/*.yaml"):
            _copy_article(path, folder, copy)
        for path in SOURCE.glob("observations/*.csv"):
            _copy_figures(path, folder, copy)


def _copy_article(path: Path, folder: Path, copy: int) -> None:
    own = path.stem
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"^ +(contradicts|supports): \[[^\]]*\]\n", "", text, flags=re.MULTILINE)
    # The article and its claims get new ids; the source they were read in stays.
    text = re.sub(rf"\b(id: ){re.escape(own)}\b", rf"\g<1>{own}-x{copy}", text)
    (folder / "articles" / f"{own}-x{copy}.yaml").write_text(text, encoding="utf-8")


def _copy_figures(path: Path, folder: Path, copy: int) -> None:
    target = folder / "observations" / f"{path.stem}-x{copy}.csv"
    with (
        path.open(encoding="utf-8", newline="") as source,
        target.open("w", encoding="utf-8", newline="") as made,
    ):
        rows = csv.DictReader(source)
        writer = csv.DictWriter(made, rows.fieldnames or [], lineterminator="\n")
        writer.writeheader()
        writer.writerows({**row, "reporter": f"{row['reporter']}-x{copy}"} for row in rows)


def measure(times: int) -> dict[str, str]:
    """What a collection of this size costs, in words."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        write_collection(data, times)
        begun = time.perf_counter()
        command = [sys.executable, "-m", "multivector", "check", str(data)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        made = {
            "times": str(times),
            "check": f"{time.perf_counter() - begun:.1f} s",
            "records": done.stdout.splitlines()[-1],
        }
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
        begun = time.perf_counter()
        with running(data) as (server, address):
            first = asyncio.run(costs(server.pid, address))
            made["first pages"] = f"{time.perf_counter() - begun:.1f} s"
            made |= {name: f"{cost:.0f} ms" for name, cost in first.items()}
            made["memory"] = f"{reading(server.pid).memory:.0f} MB"
        return {**made, "memory of the check, at most so far": f"{peak:.0f} MB"}


if __name__ == "__main__":
    for wanted in [int(each) for each in sys.argv[1:]] or [1, 10]:
        print("; ".join(f"{name}: {value}" for name, value in measure(wanted).items()), flush=True)
