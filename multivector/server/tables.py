"""Every table of the collection, as JSON and CSV."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from multivector.analysis.exports import EXPORTS
from multivector.analysis.formats import as_csv, as_document
from multivector.server import answers
from multivector.ui.cache import Collection, collection, kept


def table(request: Request) -> Response:
    """One table, whole: ``/tables/NAME.json`` or ``/tables/NAME.csv``."""
    name, ending = request.path_params["name"], request.path_params["ending"]
    if name not in EXPORTS or ending not in answers.MIMES:
        known = ", ".join(f"{each}.json" for each in EXPORTS)
        return answers.refusal(404, "unknown-table", f"There are {known}, and the same as .csv.")
    for key in request.query_params:
        return answers.refusal(
            400, "unknown-parameter", "A table takes no parameters.", parameter=key
        )
    current = collection()
    if current is None:
        return answers.no_collection()
    return answers.content(request, current, _body(current, name, ending), ending)


def _body(current: Collection, name: str, ending: str) -> bytes:
    def made() -> bytes:
        rows = EXPORTS[name](current.library)
        if ending == "csv":
            return as_csv(rows)
        return as_document(rows, {"table": name, **answers.origin(current)})

    return kept(("table file", current.stamp, name, ending), made)


ROUTES = (Route(f"{answers.API}/tables/{{name}}.{{ending}}", table, methods=["GET"]),)
"""The routes of the tables."""
