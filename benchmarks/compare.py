"""Is a revision slower than another, beyond the noise?

python -m benchmarks.compare BEFORE [AFTER]   default of AFTER: HEAD; exit code 1 if it is slower

Both are served by this environment's packages, each with its own data, and measured by turns.
"""

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks import pages
from benchmarks.server import BLOCK, PAGE, costs, some_changes, started
from tests.browser.server import ROOT, browser, running

ROUNDS = 11
SURE, DRAWS = 0.99, 2000
LEAST = 0.03
"""What is slower by less is not worth a word."""

Round = dict[tuple[str, str], float]
"""What was measured, by case and figure; less is better."""


@dataclass(frozen=True)
class Revision:
    """A state of the project that is being served."""

    folder: Path
    process: int
    address: str
    charts: int

    def measured(self, turn: int) -> Round:
        """One round; ``turn`` makes its filters new to the server."""
        with browser() as chromium:
            visits = pages.visits(chromium, self.address + pages.ADDRESS, self.charts, "app")
        made = {
            (pages.CASES[visit["visit"]], pages.FIGURES[column][0]): value
            for visit in visits
            for column, value in visit.items()
            if column != "visit"
        }
        changes = [f"{each}&from={2000 + turn}" for each in some_changes(BLOCK)]
        spent = asyncio.run(costs(self.process, self.address, changes, BLOCK))
        made |= {(case, "processor time"): block for case, (block,) in spent.items()}
        made["server", "start"] = started(PAGE, folder=self.folder)
        return made


@contextmanager
def _served(revision: str, folder: Path) -> Iterator[Revision]:
    """A revision in a new folder, and a server of it."""
    with _checked_out(revision, folder), running(folder=folder) as (server, address):
        with browser() as chromium:
            charts = len(pages.drawn(chromium, address + pages.ADDRESS))
        yield Revision(folder, server.pid, address, charts)


@contextmanager
def _checked_out(revision: str, folder: Path) -> Iterator[None]:
    git = ("git", "worktree")
    subprocess.run([*git, "add", "--quiet", "--detach", folder, revision], cwd=ROOT, check=True)
    try:
        yield
    finally:
        subprocess.run([*git, "remove", "--force", folder], cwd=ROOT, check=True)


def measure(names: Sequence[str], rounds: int) -> tuple[list[Round], ...]:
    """The rounds of each revision; the one who goes first changes."""
    found: tuple[list[Round], ...] = tuple([] for _ in names)
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        revisions = [
            stack.enter_context(_served(name, place / str(i))) for i, name in enumerate(names)
        ]
        for turn in range(rounds + 1):
            for i in range(len(names))[:: 1 if turn % 2 else -1]:
                made = revisions[i].measured(turn)
                if turn:  # the first round warms the servers up
                    found[i].append(made)
    return found


def compared(before: Sequence[Round], after: Sequence[Round]) -> pd.DataFrame:
    """A row a figure: both medians, the ratio, its interval (99 %) and a ``verdict``."""
    rows = []
    for case, figure in before[0].keys() & after[0].keys():
        olds, news = (np.array([each[case, figure] for each in every]) for every in (before, after))
        low, ratio, high = interval(news / olds)
        rows.append((case, figure, np.median(olds), np.median(news), ratio, low, high))
    columns = ["case", "figure", "before", "after", "ratio", "low", "high"]
    made = pd.DataFrame(rows, columns=columns).sort_values(["case", "figure"], ignore_index=True)
    is_worse = (made["low"] > 1) & (made["ratio"] > 1 + LEAST)
    is_better = (made["high"] < 1) & (made["ratio"] < 1 - LEAST)
    return made.assign(verdict=np.select([is_worse, is_better], ["worse", "better"], ""))


def interval(ratios: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> tuple[float, float, float]:
    """The median ratio and, on either side, between what it lies with 99 % (bootstrap)."""
    drawn = np.random.default_rng(1).choice(ratios, (DRAWS, len(ratios)))
    low, high = np.quantile(np.median(drawn, axis=1), [(1 - SURE) / 2, (1 + SURE) / 2])
    return float(low), float(np.median(ratios)), float(high)


if __name__ == "__main__":
    old, new = (*sys.argv[1:], "HEAD")[:2]
    table = compared(*measure((old, new), ROUNDS))
    print(table.round(3).to_string(index=False))
    sys.exit(int((table["verdict"] == "worse").any()))
