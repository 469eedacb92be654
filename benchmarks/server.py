"""What a page costs the server: start, memory a session, processor time, and many visitors at once.

python -m benchmarks.server [SECONDS]   SECONDS: how long each crowd stays, default 60; writes
build/benchmarks/server.csv
"""

import asyncio
import itertools
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from functools import partial
from random import Random
from statistics import quantiles
from typing import Any

from benchmarks import results
from benchmarks.load import opened, reading, visitors
from benchmarks.machine import Machine
from benchmarks.results import Figure, summed_up
from tests.browser.server import running

SUITE = "server"
PAGE = "partners"
SERVERS = {"empty page": ("benchmarks/empty.py", ""), "app": ("app.py", PAGE)}
PARTNERS = ("CN", "RU", "EU", "TR", "US", "CA")
STARTS, SESSIONS, CHANGES, VIEWS, BLOCK = 3, 60, 60, 60, 10
CROWDS = ((300, 15.0), (100, 5.0))


def some_changes(count: int) -> list[str]:
    """So many different queries, the same each time; there are 64."""
    drawn = (some_partners(Random(each)) for each in itertools.count())
    unlike: dict[str, None] = {}
    while len(unlike) < count:
        unlike[next(drawn)] = None
    return list(unlike)


def some_partners(chance: Random) -> str:
    """A filter by some partners, as a query."""
    return "&".join(f"partner={code}" for code in PARTNERS if chance.random() < 0.5)


def started(page: str, **given: Any) -> float:
    """Seconds until a new server has made its first page; ``given`` as for ``running``."""
    begun = time.perf_counter()
    with running(**given) as (_server, address):
        asyncio.run(view(address, page))
        return time.perf_counter() - begun


async def view(address: str, page: str) -> None:
    """Open a page and leave it."""
    session = await opened(address, page)
    await session.run("")
    await session.close()


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
        await session.close()
    return (after.memory - before.memory) / SESSIONS


async def costs(
    process: int, address: str, changes: Sequence[str], views: int
) -> dict[str, list[float]]:
    """Milliseconds of processor time of filter changes and page views, by blocks of ten.

    ``changes`` are queries that nobody has asked yet.
    """
    session = await opened(address, PAGE)
    await session.run("")
    works = [partial(session.choose, query) for query in changes]
    made = {
        "filter change, first time": await _each(process, works),
        "filter change, made before": await _each(process, works),
        "page view": await _each(process, [partial(view, address, PAGE)] * views),
    }
    await session.close()
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
    """Seconds until the first page of a new server, the two by turns."""
    rounds = [
        {case: started(page, script=script) for case, (script, page) in SERVERS.items()}
        for _ in range(STARTS)
    ]
    for case in SERVERS:
        yield summed_up(SUITE, case, "start", "s", [each[case] for each in rounds])


def measure(seconds: float, machine: Machine) -> Iterator[Figure]:
    """All figures; the crowds stay for so many seconds each."""
    yield from _starts()
    machine.look()
    memory = {}
    for case, (script, page) in SERVERS.items():
        with running(script=script) as (server, address):
            memory[case] = asyncio.run(_session_memory(server.pid, address, page))
        yield Figure(SUITE, case, "memory of a session", "MB", memory[case], n=SESSIONS)
    above = memory["app"] - memory["empty page"]
    yield Figure(SUITE, "app", "memory of a session above empty page", "MB", above, n=SESSIONS)
    with running() as (server, address):
        found = asyncio.run(costs(server.pid, address, some_changes(CHANGES), VIEWS))
        for name, blocks in found.items():
            yield summed_up(SUITE, name, "processor time", "ms", blocks)
        for count, pause in CROWDS:
            machine.look()
            yield from _crowd(address, count, pause, seconds)
        yield Figure(SUITE, "app", "memory in the end", "MB", reading(server.pid).memory)


if __name__ == "__main__":
    here = Machine(SUITE)
    found = [*measure(float(sys.argv[1]) if len(sys.argv) > 1 else 60.0, here)]
    results.write(SUITE, [*found, *here.figures()])
