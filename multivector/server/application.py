"""What the server answers besides the pages, and what every answer passes through.

Streamlit serves the application that ``app.py`` makes of these. Routes of its own come first;
every other address goes to Streamlit.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route

from multivector.server import (
    assets,
    briefings,
    charts,
    compression,
    door,
    early,
    headers,
    metrics,
    promptness,
    returning,
    status,
    tables,
    views,
)
from multivector.ui import served


def routes(base: str) -> Sequence[BaseRoute]:
    """All routes of our own, below the path the application is served under, empty for none."""
    own = _own()
    below = base.strip("/")
    return [Mount(f"/{below}", routes=own)] if below else own


def _own() -> list[BaseRoute]:
    return [
        *assets.ROUTES,
        *briefings.ROUTES,
        *charts.ROUTES,
        *metrics.ROUTES,
        *status.ROUTES,
        *tables.ROUTES,
        *views.ROUTES,
        *status.FALLBACK,
    ]


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """While the server runs, pages may send their readers to its own routes."""
    promptness.send_at_once()
    with served.offered(each.path for each in _own() if isinstance(each, Route)):
        async with door.leave_taken():
            yield


def middleware() -> Sequence[Middleware]:
    """What each request and answer passes through, outermost first."""
    return [
        Middleware(headers.Headers),
        Middleware(metrics.Inside),
        Middleware(door.Doorkeeper),
        Middleware(compression.Compressed),
        Middleware(early.Early),
        Middleware(returning.Returning),
    ]
