"""The first choice of a reader who got to another server is made there as well.

A choice on a page runs a part of it, which Streamlit knows of once the whole has run. If a server
dies or is replaced, the browser connects to another one and shows what it has; the reader's next
choice would be about a part that nobody there has heard of, and Streamlit would drop it without a
word. So the first thing that is asked over a connection runs the whole, and is then asked again.
"""

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from multivector.ui import protocol


class Returning:
    """Has the first choice over a connection find a page to be made on."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; a connection with its first choice asked twice."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        line = _Line(receive, send)
        try:
            await self.app(scope, line.receive, line.send)
        finally:
            line.close()


class _Line:
    """One connection, up to the end of the first run over it and beyond."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._next: asyncio.Task[Message] | None = None
        self._choice: Message | None = None
        self._is_fresh = True
        self._has_run = asyncio.Event()

    async def receive(self) -> Message:
        """What the browser says, and its first choice once more when the whole page has run."""
        if self._choice is not None:
            run = asyncio.ensure_future(self._has_run.wait())
            # Whatever else the browser says meanwhile, its end included, comes after the choice.
            await asyncio.wait({run, self._heard()}, return_when=asyncio.FIRST_COMPLETED)
            run.cancel()
            choice, self._choice = self._choice, None
            return choice
        message = await self._heard()
        self._next = None
        said = message.get("bytes")
        whole = protocol.asked_of_whole(said) if said and self._is_fresh else None
        if whole is None:
            return message
        self._is_fresh = False
        if whole == said:
            return message
        self._choice = message
        return {**message, "bytes": whole}

    async def send(self, message: Message) -> None:
        """What the server says; the end of a run is noted while a choice waits for it."""
        said = message.get("bytes")
        if self._choice is not None and said and protocol.ends_run(said):
            self._has_run.set()
        await self._send(message)

    def close(self) -> None:
        """Stop listening."""
        if self._next is not None:
            self._next.cancel()

    def _heard(self) -> "asyncio.Task[Message]":
        self._next = self._next or asyncio.ensure_future(_awaited(self._receive))
        return self._next


async def _awaited(receive: Receive) -> Message:
    return await receive()
