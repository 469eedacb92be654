"""What a view shows, for programs: the same numbers for the same parameters as its page."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import pandas as pd
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from multivector.analysis.formats import as_csv, records
from multivector.receipt import LANGUAGE_KEY, VERSION_KEY
from multivector.server import answers
from multivector.ui import address, claims, comparison, frame, timeline
from multivector.ui.balance import view as balance
from multivector.ui.frame import Frame

Parts = Mapping[str, pd.DataFrame]

PART = "part"
"""Parameter that names which part of a view a CSV holds."""

WITHOUT_EFFECT = frozenset({LANGUAGE_KEY, VERSION_KEY, "page", "lanes", PART})
"""Parameters that a page's address may have but that change no number."""


def _partners(here: Frame) -> Parts:
    return comparison.tables(here, comparison.read(here))


def _timeline(here: Frame) -> Parts:
    return {"events": timeline.chosen(here)}


def _balance(here: Frame) -> Parts:
    shown = balance.asked(here)
    return {
        "scores": shown.scores,
        "shares": shown.shares,
        "overall": balance.course(here, shown),
    }


def _claims(here: Frame) -> Parts:
    return {"claims": claims.table(here, claims.read(here))}


VIEWS: Mapping[str, Callable[[Frame], Parts]] = MappingProxyType(
    {"partners": _partners, "timeline": _timeline, "balance": _balance, "claims": _claims}
)
"""What each view shows, part by part, by the address of its page."""


def view(request: Request) -> Response:
    """One view: ``/view/NAME.json`` with all its parts, ``/view/NAME.csv?part=…`` with one."""
    name, ending = request.path_params["name"], request.path_params["ending"]
    if name not in VIEWS or ending not in answers.MIMES:
        known = ", ".join(f"{each}.json" for each in VIEWS)
        return answers.refusal(404, "unknown-view", f"There are {known}, and the same as .csv.")
    given = request.query_params
    asked = address.Request(
        f"{answers.base(request)}/{name}",
        {key: tuple(given.getlist(key)) for key in given if key != PART},
    )
    try:
        with address.given(asked):
            return _answer(request, name, ending, asked)
    except address.UnknownValue as unknown:
        message = f"{unknown.text!r} is not known here, or not written as it should be."
        return answers.refusal(400, "unknown-value", message, parameter=unknown.key)


def _answer(request: Request, name: str, ending: str, asked: address.Request) -> Response:
    here = frame.undrawn(name)
    if here is None:
        return answers.no_collection()
    parts = VIEWS[name](here)
    for key in asked.parameters.keys() - asked.read - WITHOUT_EFFECT:
        return answers.refusal(
            400, "unknown-parameter", f"The view {name} does not know it.", parameter=key
        )
    if ending == "json":
        body = answers.document(
            {
                "view": name,
                **answers.origin(here.collection),
                "receipt": here.receipt.hash,
                "page": here.receipt.address,
                "parts": {each: records(rows) for each, rows in parts.items()},
            }
        )
        return answers.content(request, here.collection, body, ending)
    part = request.query_params.get(PART, next(iter(parts)))
    if part not in parts:
        message = f"The parts of this view are {', '.join(parts)}."
        return answers.refusal(400, "unknown-value", message, parameter=PART)
    return answers.content(request, here.collection, as_csv(parts[part]), ending)


ROUTES = (Route(f"{answers.API}/view/{{name}}.{{ending}}", view, methods=["GET"]),)
"""The routes of the views."""
