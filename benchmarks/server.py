"""What a page costs the server: start, memory a session, processor time, and many visitors at once.

python -m benchmarks.server [SECONDS]   SECONDS: how long each crowd stays, default 60; writes
build/benchmarks/server.csv
"""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from random import Random
from statistics import quantiles

from benchmarks import results
from benchmarks.load import opened, reading, visitors
from benchmarks.machine import Machine
from benchmarks.results import Figure, summed_up
from tests.browser.server import running

SUITE = "server"
SCRIPTS = {"benchmarks/empty.py": "empty page", "app.py": "app"}
PAGE = "partners"
PARTNERS = ("CN", "RU", "EU", "TR", "US", "CA")
STARTS, SESSIONS, CHANGES, VIEWS, BLOCK = 3, 60, 60, 60, 10
CROWDS = ((300, 15.0), (100, 5.0))


def some_partners(chance: Random) -> str:
    """A filter by some partners, as a query."""
    return "&".join(f"partner={code}" for code in PARTNERS if chance.random() < 0.5)


@contextmanager
def _process(script: str) -> Iterator[tuple[int, str, float]]:
    """A server's process, its address and how many seconds it took to answer."""
    start = time.perf_counter()
    with running(script=script) as (server, address):
        yield server.pid, address, time.perf_counter() - start


async def _session_memory(process: int, address: str, page: str) -> float:
    """MB that each of many open sessions takes."""
    first = [await opened(address, page) for _ in range(5)]
    for session in first:
        await session.run("")
    before = reading(process)
    more = [await opened(address, page) for _ in range(SESSIONS)]
    for session in more:
        await session.run("")
    after = reading(process)
    for session in (*first, *more):
        await session.socket.close()
    return (after.memory - before.memory) / SESSIONS


async def costs(process: int, address: str) -> dict[str, list[float]]:
    """Milliseconds of processor time of page views, new choices and repeated ones, by blocks."""
    session = await opened(address, PAGE)
    await session.run("")
    queries = dict.fromkeys(some_partners(Random(each)) for each in range(10 * CHANGES))
    changes = [partial(session.run, query) for query in list(queries)[:CHANGES]]

    async def view() -> None:
        visitor = await opened(address, PAGE)
        await visitor.run("")
        await visitor.socket.close()

    made = {
        "filter change, first time": await _each(process, changes),
        "filter change, made before": await _each(process, changes),
        "page view": await _each(process, [view] * VIEWS),
    }
    await session.socket.close()
    return made


async def _each(process: int, works: Sequence[Callable[[], Awaitable[object]]]) -> list[float]:
    """What each of some works costs on average, a block of ten at a time."""
    found = []
    for first in range(0, len(works), BLOCK):
        block = works[first : first + BLOCK]
        before = reading(process)
        for work in block:
            await work()
        found.append(1000 * (reading(process).cpu - before.cpu) / len(block))
    return found


def _crowd(address: str, count: int, pause: float, seconds: float) -> Iterator[Figure]:
    case = f"{count} sessions, a change every {pause:g} s"
    waits, errors = asyncio.run(visitors(address, PAGE, count, seconds, pause, some_partners))
    for error in sorted(set(errors)):
        print(f"{case}: {error}", file=sys.stderr)
    yield summed_up(SUITE, case, "wait", "ms", waits)
    yield Figure(
        SUITE, case, "wait, 95 of 100 below", "ms", quantiles(waits, n=20)[-1], n=len(waits)
    )
    yield Figure(SUITE, case, "longest wait", "ms", max(waits), n=len(waits))
    yield Figure(SUITE, case, "errors", "", len(errors), n=len(waits))


def _starts() -> Iterator[Figure]:
    """Seconds until a new server answers, the two by turns."""
    seconds: dict[str, list[float]] = {each: [] for each in SCRIPTS}
    for _ in range(STARTS):
        for script in SCRIPTS:
            with _process(script) as (_pid, _address, started):
                seconds[script].append(started)
    for script, case in SCRIPTS.items():
        yield summed_up(SUITE, case, "start", "s", seconds[script])


def measure(seconds: float, machine: Machine) -> Iterator[Figure]:
    """All figures; the crowds stay for so many seconds each."""
    yield from _starts()
    machine.look()
    memory = {}
    for script, case in SCRIPTS.items():
        with _process(script) as (process, address, _started):
            page = PAGE if case == "app" else ""
            memory[case] = asyncio.run(_session_memory(process, address, page))
        yield Figure(SUITE, case, "memory of a session", "MB", memory[case], n=SESSIONS)
    above = memory["app"] - memory["empty page"]
    yield Figure(SUITE, "app", "memory of a session above empty page", "MB", above, n=SESSIONS)
    with _process("app.py") as (process, address, _started):
        for name, blocks in asyncio.run(costs(process, address)).items():
            yield summed_up(SUITE, name, "processor time", "ms", blocks)
        for count, pause in CROWDS:
            machine.look()
            yield from _crowd(address, count, pause, seconds)
        yield Figure(SUITE, "app", "memory in the end", "MB", reading(process).memory)


if __name__ == "__main__":
    here = Machine(SUITE)
    found = [*measure(float(sys.argv[1]) if len(sys.argv) > 1 else 60.0, here)]
    results.write(SUITE, [*found, *here.figures()])
