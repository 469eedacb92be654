"""The briefing of a view, for the page that asks for it to put its pictures in."""

import threading

from cachetools import LRUCache, cached
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from multivector.server import answers
from multivector.ui import address, frame
from multivector.ui.briefing import briefing
from multivector.ui.downloads import BRIEFING
from multivector.ui.frame import Frame

MOST_KEPT = 12


def document(request: Request) -> Response:
    """The document and its pictures, for the choices in the parameters."""
    given = request.query_params
    asked = address.Request(
        f"{answers.base(request)}/", {key: tuple(given.getlist(key)) for key in given}, False
    )
    with address.given(asked):
        here = frame.undrawn("overview")
        if here is None:
            return answers.no_collection()
        body = _body(here)
    return answers.content(request, here.collection, body, "json")


# The receipt holds the whole request. A cache of their own: one has a quarter of a megabyte.
@cached(
    LRUCache(MOST_KEPT),
    key=lambda here: (here.collection.stamp, here.receipt),
    lock=threading.Lock(),
)
def _body(here: Frame) -> bytes:
    return answers.document(briefing(here))


ROUTES = (Route(BRIEFING, document, methods=["GET"]),)
"""The route of the briefing."""
