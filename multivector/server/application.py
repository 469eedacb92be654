"""What the server answers besides the pages, and what every answer passes through.

Streamlit serves the application that ``app.py`` makes of these. Routes of its own come first;
every other address goes to Streamlit.
"""

from collections.abc import Sequence

from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount

from multivector.server import assets, briefings, headers, status, tables, views


def routes(base: str) -> Sequence[BaseRoute]:
    """All routes of our own, below the path the application is served under, empty for none."""
    own = [
        *assets.ROUTES,
        *briefings.ROUTES,
        *status.ROUTES,
        *tables.ROUTES,
        *views.ROUTES,
        *status.FALLBACK,
    ]
    below = base.strip("/")
    return [Mount(f"/{below}", routes=own)] if below else own


def middleware() -> Sequence[Middleware]:
    """What each request and answer passes through, outermost first."""
    return [Middleware(headers.Headers)]
