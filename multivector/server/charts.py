"""The charts of a page, for a browser that asks for them before the page has run; see ``ui.ahead``.

Where the page holds others besides, or none, the run brings them.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from multivector.server import answers
from multivector.ui import address, ahead, comparison, frame, overview, paper, plot, timeline
from multivector.ui.balance import pictures, view
from multivector.ui.balance.choices import Choices
from multivector.ui.frame import Frame

_NOT_KEPT = {"Cache-Control": "no-store"}


def _overview(here: Frame) -> None:
    shown = view.balance(here, Choices("bloc", overview.lead_domain(here)))
    pictures.draw_triangle(here, shown)
    pictures.draw_strip(here, shown)


def _partners(here: Frame) -> None:
    choice = comparison.read(here)
    if choice.indicator is not None:
        comparison.draw_latest(here, choice)
        comparison.draw_history(here, choice)
        comparison.draw_counts(here, choice)


def _timeline(here: Frame) -> None:
    rows = timeline.chosen(here)
    if not rows.empty:
        timeline.draw_picture(here, rows)


def _balance(here: Frame) -> None:
    shown = view.asked(here)
    pictures.draw_triangle(here, shown)
    pictures.draw_course(here, shown)
    pictures.draw_strip(here, shown)


CHARTS: Mapping[str, Callable[[Frame], None]] = MappingProxyType(
    {"overview": _overview, "partners": _partners, "timeline": _timeline, "balance": _balance}
)
"""What draws the charts that depend on the partners, by the address of a page."""


def charts(request: Request) -> Response:
    """What the browser is told of each chart, by its key, for the choices in the parameters.

    409 if the collection is no longer in the state that was asked for.
    """
    name, given = request.path_params["page"], request.query_params
    pages = [each.path for each in frame.PAGES]
    if name not in pages:
        return answers.refusal(404, "unknown-page", f"There are {', '.join(pages)}.")
    asked = address.Request(
        f"{answers.base(request)}/{name}", {key: tuple(given.getlist(key)) for key in given}, False
    )
    with address.given(asked):
        here = frame.undrawn(name, narrow=given.get(ahead.NARROW) == "1")
        if here is None:
            return answers.no_collection()
        if here.collection.stamp != given.get(ahead.STAMP):
            return answers.refusal(409, "changed", "The collection is in another state by now.")
        body = _body(here)
    return Response(body, 200, _NOT_KEPT, "application/json")


def _body(here: Frame) -> bytes:
    with paper.sketched() as found:
        if not here.filters.nothing and here.page.path in CHARTS:
            CHARTS[here.page.path](here)
    return orjson.dumps(
        {key: plot.sent(drawn, here.words, alt).decode() for key, (drawn, alt) in found.items()}
    )


ROUTES = (Route(ahead.CHARTS, charts, methods=["GET"]),)
"""The route of the charts."""
