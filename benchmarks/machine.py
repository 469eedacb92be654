"""How fast the machine is and how busy: what measured times are to be read against."""

import os
import time
from statistics import median

import numpy as np

from benchmarks.results import Figure, summed_up

ADDED, SORTED = 200_000, 200_000


class Machine:
    """The speed of this machine, looked at before, during and after a measurement."""

    def __init__(self, suite: str) -> None:
        self.suite = suite
        self.looks: list[tuple[float, float]] = []
        self.look()

    def look(self) -> None:
        """Note how long the fixed work takes now, and how many processes want to run."""
        self.looks.append((fixed_work(), os.getloadavg()[0]))

    def figures(self) -> list[Figure]:
        """The first look, those between and the last, and the number of cores."""
        self.look()
        parts = {"before": self.looks[:1], "during": self.looks[1:-1], "after": self.looks[-1:]}
        made = [Figure(self.suite, "machine", "cores", "", os.cpu_count() or 1)]
        for when, looks in parts.items():
            if looks:
                times, loads = zip(*looks, strict=True)
                made.append(summed_up(self.suite, f"machine {when}", "fixed work", "ms", times))
                made.append(summed_up(self.suite, f"machine {when}", "load average", "", loads))
        return made


def fixed_work() -> float:
    """Milliseconds of a loop of Python and a sort of numpy: the median of seven."""
    numbers = np.random.default_rng(1).random(SORTED)
    times = []
    for _ in range(7):
        start = time.perf_counter()
        sum(i for i in range(ADDED))
        np.sort(numbers)
        times.append(1000 * (time.perf_counter() - start))
    return median(times)
