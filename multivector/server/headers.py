"""What each answer tells the browser to refuse: other hosts, foreign frames, guessed types.

The policy admits scripts from our own server and, by their hash, the few that stand within a page:
Streamlit's one, and ours that name the document's language and where the server is. An injected
script has no such hash.
``blob:`` is how Streamlit starts our components; only a script that runs already can make one.
Styles within a page cannot be told apart by hash, since Streamlit makes them as it draws.

Strict-Transport-Security is left to whatever ends the encryption before us.
"""

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from functools import lru_cache
from html.parser import HTMLParser
from importlib.resources import files
from types import MappingProxyType

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from multivector.server import early
from multivector.ui import document

FIXED: Mapping[str, str] = MappingProxyType(
    {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": ", ".join(
            f"{name}=()"
            for name in (
                "accelerometer", "bluetooth", "browsing-topics", "camera", "display-capture",
                "geolocation", "gyroscope", "hid", "magnetometer", "microphone", "midi",
                "payment", "serial", "usb",
            )
        ),
    }
)  # fmt: skip
"""The headers that never change."""


class Headers:
    """Puts the headers on every answer that the application inside gives."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and put the headers on what comes back."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = policy()
                headers.update(FIXED)
            await send(message)

        await self.app(scope, receive, sent if scope["type"] == "http" else send)


@lru_cache
def policy() -> str:
    """The content security policy (CSP level 3) of every page."""
    scripts = (*_streamlits_scripts(), *document.scripts(), early.where())
    hashes = sorted(map(script_hash, scripts))
    sources = {
        "default-src": "'self'",
        "script-src": " ".join(("'self'", "blob:", *hashes)),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {allowed}" for name, allowed in sources.items())


def script_hash(script: str) -> str:
    """A script that stands within a page, as the policy names it."""
    return f"'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _streamlits_scripts() -> tuple[str, ...]:
    """The scripts that stand within Streamlit's own page."""
    page = files("streamlit") / "static" / "index.html"
    reader = _ScriptReader()
    reader.feed(page.read_text(encoding="utf-8"))
    return tuple(reader.found)


class _ScriptReader(HTMLParser):
    """Gathers the text of each script that has no address of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self._within = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._within = tag == "script" and "src" not in dict(attrs)
        if self._within:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._within = False

    def handle_data(self, data: str) -> None:
        if self._within:
            self.found[-1] += data
