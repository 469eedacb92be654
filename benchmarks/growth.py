"""What a larger collection costs: checking, starting, each page, a filter change, memory.

python -m benchmarks.growth [TIMES…]   each TIMES: a collection that often as large; default 1 10
100; writes build/benchmarks/growth.csv
"""

import asyncio
import csv
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import yaml

from benchmarks import pages, results
from benchmarks.load import opened, reading
from benchmarks.machine import Machine
from benchmarks.results import Figure, summed_up
from benchmarks.server import CHANGES, PAGE, VIEWS, costs, some_changes, started, view
from tests.browser.server import ROOT, browser, running, served

SUITE = "growth"
SOURCE = ROOT / "data"
STARTS, ROUNDS, AGAIN = 3, 7, 5
MOST_COUNTS = 100
FOCUS = yaml.safe_load((SOURCE / "focus.yaml").read_text(encoding="utf-8"))["id"]
COMPARED = ("start", "page")

Figures = dict[tuple[str, str], list[float]]
"""Values by what they are and their unit."""


def write_collection(folder: Path, times: int) -> None:
    """A sound collection with ``times`` as many articles, claims and figures as ours.

    Each copy of an article stands under an id of its own, each copy of a figure was counted by a
    reporter of its own. More than MOST_COUNTS counts of the same would be odd: beyond, figures are
    about other subjects. Partners, indicators, events and sources are ours.
    """
    for path in SOURCE.rglob("*"):
        if path.is_file() and "history" not in path.parts:
            target = folder / path.relative_to(SOURCE)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    reporters = yaml.safe_load((SOURCE / "reporters.yaml").read_text(encoding="utf-8"))
    with (folder / "reporters.yaml").open("a", encoding="utf-8") as more:
        for copy in range(2, min(times, MOST_COUNTS) + 1):
            copies = [{**each, "id": f"{each['id']}-x{copy}"} for each in reporters]
            yaml.safe_dump(copies, more, allow_unicode=True, sort_keys=False)
    figures = {path: _rows(path) for path in SOURCE.glob("observations/*.csv")}
    taken = {row["subject"] for rows in figures.values() for row in rows}
    partners = yaml.safe_load((SOURCE / "partners.yaml").read_text(encoding="utf-8"))
    free = [each["id"] for each in partners if each["id"] not in taken]
    for copy in range(2, times + 1):
        subject = free[(copy - 1) // MOST_COUNTS - 1] if copy > MOST_COUNTS else ""
        for path in SOURCE.glob("articles/*.yaml"):
            _copy_article(path, folder, copy)
        for path, rows in figures.items():
            _copy_figures(folder / "observations" / path.name, rows, copy, subject)


def _copy_article(path: Path, folder: Path, copy: int) -> None:
    own = path.stem
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"^ +(contradicts|supports): \[[^\]]*\]\n", "", text, flags=re.MULTILINE)
    # The article and its claims get new ids; the source they were read in stays.
    text = re.sub(rf"\b(id: ){re.escape(own)}\b", rf"\g<1>{own}-x{copy}", text)
    (folder / "articles" / f"{own}-x{copy}.yaml").write_text(text, encoding="utf-8")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def _copy_figures(path: Path, rows: list[dict[str, str]], copy: int, subject: str) -> None:
    """The same rows as counted by others; beyond MOST_COUNTS about another subject."""
    counted = (copy - 1) % MOST_COUNTS + 1
    suffix = f"-x{counted}" if counted > 1 else ""
    made = path.with_name(f"{path.stem}-x{copy}.csv")
    with made.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, rows[0], lineterminator="\n")
        writer.writeheader()
        for row in rows:
            if not subject or row["subject"] == FOCUS:
                about = {"subject": subject} if subject else {}
                writer.writerow({**row, **about, "reporter": f"{row['reporter']}{suffix}"})


def _checked(data: Path) -> Figures:
    command = [sys.executable, "-m", "multivector", "check", str(data)]
    begun = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - begun
    print(done.stdout.splitlines()[-1], flush=True)
    if done.returncode:
        raise ValueError("the collection made is not sound")
    return {("check", "s"): [seconds]}


def _served(data: Path) -> Figures:
    """What a running server costs."""
    with running(data) as (server, address):
        first_and_again = asyncio.run(_pages(address))
        found = asyncio.run(costs(server.pid, address, some_changes(CHANGES), VIEWS))
        made = {(f"{name}, processor time", "ms"): blocks for name, blocks in found.items()}
        memory = [reading(server.pid).memory]
        return {**first_and_again, **made, ("memory in the end", "MB"): memory}


async def _pages(address: str) -> Figures:
    """Milliseconds until the server has sent each page, to its first visitor and to others.

    The collection has been read by then.
    """
    await view(address, PAGE)
    found: Figures = {}
    for path in sorted((ROOT / "pages").glob("*.py")):
        waits = []
        for _ in range(1 + AGAIN):
            session = await opened(address, path.stem)
            waits.append(await session.run(""))
            await session.socket.close()
        found[f"/{path.stem}, first", "ms"] = waits[:1]
        found[f"/{path.stem}, again", "ms"] = waits[1:]
    return found


def _drawn(folders: Mapping[int, Path]) -> dict[int, list[float]]:
    """Milliseconds to all charts on warm visits, all sizes by turns."""
    found: dict[int, list[float]] = {times: [] for times in folders}
    with ExitStack() as stack:
        servers = {times: stack.enter_context(served(data)) for times, data in folders.items()}
        for address in servers.values():
            asyncio.run(view(address, PAGE))
        chromium = stack.enter_context(browser())
        tabs = {}
        for times, server in servers.items():
            address = server + pages.ADDRESS
            charts = len(pages.drawn(chromium, address))
            tabs[times] = pages.watched(chromium, charts), address
        for turn in range(ROUNDS + 1):
            for times, (context, address) in tabs.items():
                noted = pages.opened(context, address)
                noted["tab"].close()
                if turn:  # the first visit fills the browser's store
                    found[times].append(noted["all"])
    return found


def measure(folders: Mapping[int, Path], machine: Machine) -> Iterator[Figure]:
    """All figures of collections of these sizes, and the larger ones' as ratios to the smallest."""
    found: dict[int, Figures] = {}
    for times, data in folders.items():
        found[times] = {
            ("first start", "s"): [started(PAGE, data=data)],
            **_checked(data),
            **_served(data),
        }
        machine.look()
    starts = [
        {times: started(PAGE, data=data) for times, data in folders.items()} for _ in range(STARTS)
    ]
    drawn = _drawn(folders)
    for times, made in found.items():
        made["start", "s"] = [each[times] for each in starts]
        made["page", "ms"] = drawn[times]
    smallest = min(found)
    for times, made in found.items():
        for (name, unit), values in made.items():
            yield summed_up(SUITE, f"{times} times", name, unit, values)
            base = found[smallest][name, unit]
            if name in COMPARED and times != smallest:
                ratios = [value / of for value, of in zip(values, base, strict=True)]
                yield summed_up(SUITE, f"{times} times", f"{name} ÷ {smallest} times", "×", ratios)


def main(sizes: Sequence[int]) -> None:
    """Make collections of these sizes, measure, and write."""
    machine = Machine(SUITE)
    with tempfile.TemporaryDirectory() as place:
        os.environ["MULTIVECTOR_CACHE"] = f"{place}/snapshots"  # gone with the collections
        folders = {times: Path(place) / str(times) for times in sizes}
        for times, data in folders.items():
            write_collection(data, times)
        found = [*measure(folders, machine)]
    results.write(SUITE, [*found, *machine.figures()])


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or [1, 10, 100])
