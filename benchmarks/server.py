"""What a page costs the server: start, memory a session, processor time, and many visitors at once.

python -m benchmarks.server [SECONDS]   SECONDS: how long each crowd stays, default 60
"""

import asyncio
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from statistics import median, quantiles

from benchmarks.load import Reading, opened, reading, visitors
from tests.browser.server import running

PAGE = "partners"
PARTNERS = ("CN", "RU", "EU", "TR", "US", "CA")
SESSIONS, CHANGES = 60, 120
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


async def costs(process: int, address: str) -> dict[str, float]:
    """Milliseconds of processor time of a page view, of a new choice and of a repeated one."""
    session = await opened(address, PAGE)
    await session.run("")
    queries = [some_partners(Random(each)) for each in range(CHANGES)]
    made = {}
    for name in ("a filter change, first time", "a filter change, made before"):
        before = reading(process)
        for query in queries:
            await session.run(query)
        made[name] = _each(before, reading(process), len(queries))
    before = reading(process)
    for _ in range(20):
        view = await opened(address, PAGE)
        await view.run("")
        await view.socket.close()
    made["a page view"] = _each(before, reading(process), 20)
    await session.socket.close()
    return made


def _each(before: Reading, after: Reading, count: int) -> float:
    return 1000 * (after.cpu - before.cpu) / count


async def _crowd(address: str, count: int, pause: float, seconds: float) -> str:
    waits, errors = await visitors(address, PAGE, count, seconds, pause, some_partners)
    p95 = quantiles(waits, n=20)[-1]
    return f"median {median(waits):.0f} ms, p95 {p95:.0f} ms, {len(waits)} changes, " + (
        f"{len(errors)} errors" + (f": {errors[0]}" if errors else "")
    )


def main(seconds: float) -> None:
    """Print what was measured, a line a figure."""
    with _process("benchmarks/empty.py") as (process, address, started):
        print(f"empty page: answers after {started:.1f} s")
        empty = asyncio.run(_session_memory(process, address, ""))
        print(f"empty page: {empty:.2f} MB a session")
    with _process("app.py") as (process, address, started):
        print(f"app: answers after {started:.1f} s")
        own = asyncio.run(_session_memory(process, address, PAGE))
        print(f"app: {own:.2f} MB a session, {own - empty:.2f} above the empty page")
        for name, cost in asyncio.run(costs(process, address)).items():
            print(f"app: {name}: {cost:.1f} ms of processor time")
        for count, pause in CROWDS:
            told = asyncio.run(_crowd(address, count, pause, seconds))
            print(f"app: {count} sessions, a change every {pause:g} s each: {told}")
        print(f"app: {reading(process).memory:.0f} MB in the end")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 60.0)
