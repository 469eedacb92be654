"""The briefing of a view, for the page that asks for it to put its pictures in."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from multivector.server import answers
from multivector.ui import address, frame
from multivector.ui.briefing import briefing
from multivector.ui.downloads import BRIEFING


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
        body = answers.document(briefing(here))
    return answers.content(request, here.collection, body, "json")


ROUTES = (Route(BRIEFING, document, methods=["GET"]),)
"""The route of the briefing."""
