"""How many readers are let in, what the others are told, and how the server takes its leave.

An open page holds one connection to Streamlit, and that is a session. Beyond the most there may be,
and while the server is about to stop, new readers are turned away with 503 and a page in their
language; whoever is in stays in. A proxy hands a refused reader on to another server.

All of it runs in the one thread of the server's event loop, so counting needs no lock.
"""

import asyncio
import os
import signal
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import lru_cache

from starlette.datastructures import Headers, QueryParams
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from multivector.ui.texts import plain
from multivector.words import (
    SOURCE_LANGUAGE,
    Words,
    known_language,
    languages,
    preferred_language,
)

MOST_SESSIONS, USUAL_MOST = "MULTIVECTOR_MOST_SESSIONS", 500
SECONDS_TO_DRAIN, USUAL_SECONDS = "MULTIVECTOR_DRAIN_SECONDS", 0
SECONDS_TO_CLOSE = 20
"""How long open requests may take once the server stops."""
SECONDS_TO_RETRY = 15
NOT_PAGES = frozenset(
    {"_stcore", "api", "app", "assets", "charts", "component", "media", "metrics", "static"}
)
"""First parts of addresses, below the one the application has, at which no page stands."""


class Door:
    """Who is in, who was refused, and whether the server is about to stop."""

    def __init__(self) -> None:
        self.most = _whole_number(MOST_SESSIONS, 1, USUAL_MOST)
        self.open = 0
        self.refused = {"page": 0, "connection": 0}
        self.is_closing = False

    @property
    def is_shut(self) -> bool:
        """Whether a new reader would be refused."""
        return self.is_closing or self.open >= self.most


@lru_cache
def door() -> Door:
    """The door of this process.

    Raises ValueError if a limit in the environment is no whole number, or too small.
    """
    return Door()


class Doorkeeper:
    """Lets readers in and turns them away."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may pass; answer the rest with 503."""
        kind = _asked_for(scope)
        if kind and door().is_shut:
            door().refused[kind] += 1
            await _refusal(scope)(scope, receive, send)
        elif kind == "connection":
            door().open += 1
            try:
                await self.app(scope, receive, send)
            finally:
                door().open -= 1
        else:
            await self.app(scope, receive, send)


@asynccontextmanager
async def leave_taken() -> AsyncIterator[None]:
    """While this lasts, the server stops step by step when it is told to (SIGTERM).

    First it says that it is not ready and lets nobody in, for the time named by
    ``MULTIVECTOR_DRAIN_SECONDS``; then it stops; what is still open after ``SECONDS_TO_CLOSE`` more
    is cut off.
    """
    stop = signal.getsignal(signal.SIGTERM)
    if threading.current_thread() is not threading.main_thread() or not callable(stop):
        yield  # whoever runs the application takes care of its end
        return
    seconds = _whole_number(SECONDS_TO_DRAIN, 0, USUAL_SECONDS)
    loop = asyncio.get_running_loop()

    def close() -> None:
        door().is_closing = True
        loop.call_later(seconds, stop, signal.SIGTERM, None)
        # The server takes an interrupt during its stop as a wish not to wait any longer.
        loop.call_later(seconds + SECONDS_TO_CLOSE, stop, signal.SIGINT, None)

    signal.signal(signal.SIGTERM, lambda _number, _frame: _soon(loop, close))
    yield


def _soon(loop: asyncio.AbstractEventLoop, act: Callable[[], None]) -> None:
    if not door().is_closing:
        loop.call_soon_threadsafe(act)


def _asked_for(scope: Scope) -> str | None:
    """``page`` or ``connection`` if a reader wants in; None for what anybody may ask."""
    if scope["type"] == "websocket":
        return "connection"
    if scope["type"] != "http" or scope["method"] != "GET":
        return None
    is_elsewhere = NOT_PAGES.intersection(scope["path"].split("/"))
    wants_page = "text/html" in Headers(scope=scope).get("accept", "")
    return "page" if wants_page and not is_elsewhere else None


def _refusal(scope: Scope) -> Response:
    headers = {"Retry-After": str(SECONDS_TO_RETRY), "Cache-Control": "no-store"}
    page = _page(Words(_language(scope)))
    return Response(page, 503, headers, "text/html; charset=utf-8")


def _language(scope: Scope) -> str:
    offered = languages()
    chosen = QueryParams(scope["query_string"]).get("lang")
    asked = Headers(scope=scope).get("accept-language")
    return known_language(chosen, offered) or preferred_language(asked, offered) or SOURCE_LANGUAGE


def _page(words: Words) -> str:
    title = plain(words.say("Many readers are here just now"))
    text = plain(
        words.say(
            "This server has as many readers as it can serve well. Try again in a moment: what you "
            "have chosen stands in the address."
        )
    )
    again = plain(words.say("Try again"))
    return (
        f'<!DOCTYPE html>\n<html lang="{words.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head>"
        f'<body><main><h1>{title}</h1><p>{text}</p><p><a href="">{again}</a></p></main></body>'
        "</html>\n"
    )


_STYLE = (
    ":root{color-scheme:light dark;font:1.125rem/1.5 system-ui,sans-serif}"
    "main{max-width:34rem;margin:12vh auto;padding:0 1.25rem}h1{font-size:1.5rem;line-height:1.25}"
)


def _whole_number(name: str, lowest: int, usual: int) -> int:
    """A whole number from the environment."""
    text = os.environ.get(name, str(usual))
    if not (text.isascii() and text.isdigit() and int(text) >= lowest):
        raise ValueError(f"{name} is {text!r}, but must be a whole number of {lowest} or more")
    return int(text)
