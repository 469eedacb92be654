"""Files that never change are sent compressed, and compressed only once.

Streamlit sends its scripts as they are: 7.7 MB for a page with a chart. Names of these files hold a
hash or a version, so what was compressed for the first visitor serves all others.
"""

import re
from dataclasses import dataclass

import brotli
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

QUALITY = 9  # a second of work for the largest file; 11 would save a twentieth more in ten
_NEVER_CHANGES = re.compile(r"/(static|assets)/.+\.(js|css|svg)$")


@dataclass(frozen=True)
class _Made:
    """An answer as it is sent: its headers and its compressed body."""

    headers: MutableHeaders
    body: bytes


class Compressed:
    """Sends the application's own unchanging files compressed to whoever reads Brotli."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.made: dict[str, _Made] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what was compressed before, or pass on and compress what comes back."""
        if not _asks_for_compressed(scope):
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        made = self.made.get(path) or await self._make(scope, receive, send)
        if made is None:
            return
        self.made[path] = made
        await send({"type": "http.response.start", "status": 200, "headers": made.headers.raw})
        await send({"type": "http.response.body", "body": made.body})

    async def _make(self, scope: Scope, receive: Receive, send: Send) -> _Made | None:
        """The compressed answer; None if the answer was no file, and was sent as it came."""
        start: Message = {}
        parts: list[bytes] = []

        async def gathered(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            if start.get("status") != 200:
                await send(message)
            elif message["type"] == "http.response.body":
                parts.append(message.get("body", b""))

        await self.app(_uncompressed(scope), receive, gathered)
        if start.get("status") != 200:
            return None
        body = await run_in_threadpool(brotli.compress, b"".join(parts), quality=QUALITY)
        headers = MutableHeaders(raw=list(start["headers"]))
        headers["content-encoding"] = "br"
        headers["content-length"] = str(len(body))
        headers.add_vary_header("Accept-Encoding")
        for name in ("etag", "accept-ranges"):  # of the file as it is, not of this
            del headers[name]
        return _Made(headers, body)


def _uncompressed(scope: Scope) -> Scope:
    """The same request for the file as it is."""
    kept = [each for each in scope["headers"] if each[0] != b"accept-encoding"]
    return {**scope, "headers": kept}


def _asks_for_compressed(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    asked = Headers(scope=scope)
    accepts = {
        each.partition(";")[0].strip() for each in asked.get("accept-encoding", "").split(",")
    }
    return (
        "br" in accepts
        and not {"range", "if-none-match", "if-modified-since"} & set(asked.keys())
        and _NEVER_CHANGES.search(scope["path"]) is not None
    )
