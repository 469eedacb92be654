"""Every page says at once what the browser would find out or ask for later.

Where the server is: by itself Streamlit asks for it below the page's own address first, waits for
two answers there and two at the right place, and then connects. And the script that draws charts:
the browser fetches it beside Streamlit's own scripts instead of after the first run.
"""

import json
import re
from hashlib import sha256
from html import escape
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from multivector.charts import script
from multivector.ui import served

SCRIPT = Path(__file__).with_suffix(".js")
ADDRESS = f"/assets/early-{sha256(SCRIPT.read_bytes()).hexdigest()[:8]}.js"
"""Where our server offers the script that runs the other one; what it holds is in its name."""
_WHERE = (
    "window.__streamlit ??= {{BACKEND_BASE_URL: location.origin + {base},"
    " HOST_CONFIG: {{allowedOrigins: [location.origin], useExternalAuthToken: false}}}};"
)
_HEAD, _HEAD_END, _END = "<head>", "</head>", "</body>"
_ANSWERS_PROGRAMS = re.compile(r"/(api|_stcore)/")
_AS_IT_COMES = (b"accept-encoding", b"if-none-match", b"if-modified-since")


def where() -> str:
    """The script, within the page, that tells Streamlit's own where the server is."""
    return _WHERE.format(base=json.dumps(served.address("/")))


class Early:
    """Puts into every page what says where the server is, and the drawing script."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; a page that comes back is held until it is whole, then changed."""
        start: Message = {}
        page = bytearray()

        async def changed(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                if not _is_page(message):
                    await send(message)
            elif not _is_page(start):
                await send(message)
            else:
                page.extend(message.get("body", b""))
                if not message.get("more_body"):
                    await _send(start, bytes(page), send)

        if _asks_for_page(scope):
            await self.app(_plain(scope), receive, changed)
        else:
            await self.app(scope, receive, send)


def _asks_for_page(scope: Scope) -> bool:
    return (
        scope["type"] == "http"
        and scope["method"] == "GET"
        and "text/html" in Headers(scope=scope).get("accept", "")
        and not _ANSWERS_PROGRAMS.search(scope["path"])
    )


def _plain(scope: Scope) -> Scope:
    """The same request for the page as it is: whole, and not compressed."""
    kept = [each for each in scope["headers"] if each[0] not in _AS_IT_COMES]
    return {**scope, "headers": kept}


def _is_page(start: Message) -> bool:
    headers = MutableHeaders(scope=start)
    is_html = headers.get("content-type", "").startswith("text/html")
    return bool(start["status"] == 200 and is_html)


async def _send(start: Message, page: bytes, send: Send) -> None:
    body = _with_ours(page)
    headers = MutableHeaders(scope=start)
    headers["content-length"] = str(len(body))
    for name in ("etag", "last-modified"):  # of the page without the script
        del headers[name]
    await send(start)
    await send({"type": "http.response.body", "body": body})


def _with_ours(page: bytes) -> bytes:
    address = escape(served.address(script.ADDRESS), quote=True)
    first = f"<script>{where()}</script>"
    # Low, and after the page's own scripts, which put up the first words.
    soon = f'<link rel="preload" as="script" fetchpriority="low" href="{address}">'
    last = f'<script defer src="{served.address(ADDRESS)}" data-address="{address}"></script>'
    text = page.decode()
    for mark, added in ((_HEAD, _HEAD + first), (_HEAD_END, soon + _HEAD_END), (_END, last + _END)):
        text = text.replace(mark, added, 1)
    return text.encode()
