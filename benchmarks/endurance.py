"""Does the server's memory stay level, however much it is asked?

python -m benchmarks.endurance [RERUNS]   default 10000; writes build/benchmarks/endurance.csv
"""

import asyncio
import sys
import urllib.request
from random import Random

from benchmarks import results
from benchmarks.load import Session, opened, reading
from benchmarks.machine import Machine
from benchmarks.results import Figure, summed_up
from multivector.ui.cache import MOST_KEPT, SECONDS_BETWEEN_COLLECTIONS
from tests.browser.server import running

SUITE = "endurance"
RERUNS, SAMPLE, SESSIONS = 10_000, 500, 4
PATIENCE = {"STREAMLIT_SERVER_WEBSOCKET_PING_INTERVAL": "600"}
"""Beside other work a visitor may be late in answering; that is not what is measured."""
PAGES = {"": 1, "partners": 6, "timeline": 4, "balance": 1, "claims": 2, "sources": 2}
"""How often each is turned to; the dearest seldom, so that a run ends within the hour."""
LANGUAGES = ("en", "de", "ru", "kk")
PARTNERS = ("EU", "CN", "RU", "US", "TR", "CA", "IT", "DE", "FR", "UZ", "KG", "KR", "GB")


def some_view(chance: Random) -> tuple[str, str]:
    """A page, and a query that hardly anybody has asked before."""
    partners = [f"partner={code}" for code in PARTNERS if chance.random() < 0.4]
    years = [f"from={chance.randint(2010, 2018)}", f"to={chance.randint(2019, 2025)}"]
    language = f"lang={chance.choice(LANGUAGES)}"
    page = chance.choices(list(PAGES), list(PAGES.values()))[0]
    return page, "&".join([*partners, *years, language])


async def _sampled(process: int, address: str, reruns: int) -> list[tuple[int, float, int]]:
    """After so many reruns: MB of memory, and how many results the server keeps."""
    sessions = [await opened(address, "") for _ in range(SESSIONS)]
    samples = []
    for done in range(SAMPLE, reruns + 1, SAMPLE):
        each = SAMPLE // SESSIONS
        await asyncio.gather(
            *(_visit(one, Random(f"{done} {i}"), each) for i, one in enumerate(sessions))
        )
        # The server collects its garbage in a rhythm; a reading in between would count some.
        await asyncio.sleep(SECONDS_BETWEEN_COLLECTIONS + 1)
        samples.append((done, reading(process).memory, _kept(address)))
        print("after {} reruns: {:.1f} MB, {} results kept".format(*samples[-1]), flush=True)
    for session in sessions:
        await session.close()
    return samples


async def _visit(session: Session, chance: Random, reruns: int) -> None:
    for _ in range(reruns):
        page, query = some_view(chance)
        if page != session.page:
            session = Session(session.socket, session.origin, page, session.http)
            await session.run(query)
        else:
            await session.choose(query)


def _kept(address: str) -> int:
    """How many results the server keeps for other visitors, by its own measure."""
    with urllib.request.urlopen(f"{address}/metrics") as answer:
        lines = answer.read().decode().splitlines()
    return int(
        float(next(line for line in lines if line.startswith("multivector_kept ")).split()[1])
    )


def growth(samples: list[tuple[int, float]]) -> list[float]:
    """KB a thousand reruns between every two samples; their median is the slope (Theil–Sen)."""
    return [
        1e6 * (memory - before) / (done - earlier)
        for i, (earlier, before) in enumerate(samples)
        for done, memory in samples[i + 1 :]
    ]


def main(reruns: int) -> None:
    """Measure and write."""
    machine = Machine(SUITE)
    with running(variables=PATIENCE) as (server, address):
        samples = asyncio.run(_sampled(server.pid, address, reruns))
    later = samples[len(samples) // 2 :]
    full = [(done, memory) for done, memory, kept in later if kept == MOST_KEPT]
    figures = [
        figure
        for done, memory, kept in samples
        for figure in (
            Figure(SUITE, f"after {done} reruns", "memory", "MB", memory),
            Figure(SUITE, f"after {done} reruns", "results kept", "", kept),
        )
    ]
    if len(full) > 1:
        unit = "KB in 1,000 reruns"
        figures.append(summed_up(SUITE, "all kept", "growth of memory", unit, growth(full)))
    results.write(SUITE, [*figures, *machine.figures()])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RERUNS)
