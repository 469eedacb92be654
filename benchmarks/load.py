"""Sessions that speak Streamlit's protocol without a browser: a page view, then other filters.

The filters live in the address, so a run with another query is what a click on a filter makes. As
a browser does, a session first asks for the charts of its choice where a page tells it to.
"""

import asyncio
import json
import os
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import httpx2
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

TIMEOUT = 600
"""Seconds; the first page of a collection a thousand times as large takes minutes."""
RUNS_KEPT = 2
"""For how many runs a browser keeps a message that was not sent again."""
ENDED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


class ScriptFailed(Exception):  # noqa: N818 - says what happened
    """A run that ended with an exception on the page."""


@dataclass
class Session:
    """One visitor's connection to a page."""

    socket: ClientConnection
    origin: str
    page: str
    http: httpx2.AsyncClient
    charts: str = ""
    """Where the charts of another choice are, if the page has said so."""
    script: str = ""
    fragment: str = ""
    """What a choice on the page runs, if not the whole."""
    kept: tuple[set[str], ...] = ()
    """The messages of the last runs that a browser would still hold, by their hashes."""

    async def choose(self, query: str) -> float:
        """Milliseconds from a click to the end of the page's run. Raises ScriptFailed."""
        if not self.charts:
            return await self.run(query)
        start = time.perf_counter()
        address = httpx2.URL(self.origin + self.charts)
        address = address.copy_merge_params(httpx2.QueryParams(query))
        charts = asyncio.create_task(self.http.get(address))
        await self.run(query)
        (await charts).raise_for_status()
        return 1000 * (time.perf_counter() - start)

    async def run(self, query: str) -> float:
        """Milliseconds until the page has run with this query. Raises ScriptFailed."""
        asked = BackMsg()
        run = asked.rerun_script
        run.query_string = query
        if self.script:
            run.page_script_hash = self.script
            run.fragment_id = self.fragment
        else:
            run.page_name = self.page
            self.fragment = ""
        run.context_info.timezone = "UTC"
        run.context_info.locale = "en-US"
        run.context_info.url = f"{self.origin}/{self.page}"
        run.widget_states.SetInParent()
        run.cached_message_hashes.extend(set().union(*self.kept))
        self.kept = (*self.kept[-RUNS_KEPT:], set())
        start = time.perf_counter()
        await self.socket.send(asked.SerializeToString())
        await asyncio.wait_for(self._finished(), TIMEOUT)
        return 1000 * (time.perf_counter() - start)

    async def close(self) -> None:
        """Close the page."""
        await self.socket.close()
        await self.http.aclose()

    async def _finished(self) -> None:
        while True:
            message = ForwardMsg()
            message.ParseFromString(await self.socket.recv())
            kind = message.WhichOneof("type")
            if message.metadata.cacheable and message.hash:
                self.kept[-1].add(message.hash)
            elif kind == "ref_hash":
                self.kept[-1].add(message.ref_hash)
            if kind == "new_session":
                self.script = message.new_session.page_script_hash or self.script
            elif kind == "navigation":
                self.script = message.navigation.page_script_hash or self.script
            self.fragment = self.fragment or message.delta.fragment_id
            element = message.delta.new_element
            if element.WhichOneof("type") == "exception":
                raise ScriptFailed(element.exception.message)
            if element.bidi_component.component_name == "multivector_ahead":
                self.charts = json.loads(element.bidi_component.json)["address"]
            if kind == "script_finished" and message.script_finished in ENDED:
                return


async def opened(address: str, page: str) -> Session:
    """A session that has not asked for anything yet."""
    socket = await connect(
        address.replace("http", "ws", 1) + "/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        origin=address,  # type: ignore[arg-type]
        max_size=None,
        compression=None,
        ping_interval=None,
        proxy=None,
    )
    # The server closes after 5 s; a browser asks again if that crosses a request, this would fail.
    kept = httpx2.Limits(keepalive_expiry=3)
    http = httpx2.AsyncClient(trust_env=False, verify=False, timeout=TIMEOUT, limits=kept)
    return Session(socket, address, page, http)


async def visitors(
    address: str,
    page: str,
    count: int,
    seconds: float,
    pause: float,
    query: Callable[[Random], str],
) -> tuple[list[float], list[str]]:
    """Many at once, each choosing another filter every ``pause`` seconds: waits in ms, errors."""
    waits: list[float] = []
    errors: list[str] = []

    async def visit(number: int) -> None:
        chance = Random(number)
        await asyncio.sleep(pause * number / count)
        try:
            session = await opened(address, page)
            await session.run("")
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                await asyncio.sleep(pause * chance.uniform(0.5, 1.5))
                waits.append(await session.choose(query(chance)))
            await session.close()
        except Exception as error:
            errors.append(f"{type(error).__name__}: {error}")

    tasks: list[Awaitable[None]] = [visit(number) for number in range(count)]
    await asyncio.gather(*tasks)
    return waits, errors


@dataclass(frozen=True)
class Reading:
    """What a process has used so far."""

    memory: float
    """Resident, in MB."""
    cpu: float
    """In seconds."""


def reading(process: int) -> Reading:
    """Memory and processor time of a process, from /proc."""
    parts = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    ticks = (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")
    return Reading(int(parts[21]) * os.sysconf("SC_PAGE_SIZE") / 1e6, ticks)
