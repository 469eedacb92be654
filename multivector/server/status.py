"""Whether the server is well, which version it serves, and what there is to ask for."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from multivector.analysis.exports import EXPORTS
from multivector.server import answers
from multivector.server.door import door
from multivector.server.schema import description
from multivector.server.views import VIEWS
from multivector.ui.cache import Collection, collection, kept
from multivector.version import VERSION


def health(_request: Request) -> Response:
    """Whether there is a collection to serve: 200 or 503."""
    if collection() is None:
        return answers.no_collection()
    headers = {**answers.OPEN_TO_ALL, "Cache-Control": "no-store"}
    return Response(
        answers.document({"status": "ok"}), headers=headers, media_type="application/json"
    )


def ready(request: Request) -> Response:
    """Whether new readers may be sent here: 200, or 503 without a collection or before the end."""
    if door().is_closing:
        return answers.refusal(503, "closing", "This server is about to stop.")
    return health(request)


def version(request: Request) -> Response:
    """Version of the program and of the data."""
    return _with_collection(
        request,
        lambda current: answers.document(
            {
                "application": VERSION,
                **answers.origin(current),
                "evidence_until": current.library.focus.evidence_until,
            }
        ),
    )


def index(request: Request) -> Response:
    """The addresses there are."""
    here = answers.address(request)
    return _with_collection(
        request,
        lambda current: answers.document(
            {
                "title": current.library.focus.title["en"],
                **answers.origin(current),
                "description": f"{here}/openapi.json",
                "health": f"{here}/health",
                "ready": f"{here}/ready",
                "version": f"{here}/version",
                "tables": {
                    name: {kind: f"{here}/tables/{name}.{kind}" for kind in answers.MIMES}
                    for name in EXPORTS
                },
                "views": {
                    name: {kind: f"{here}/view/{name}.{kind}" for kind in answers.MIMES}
                    for name in VIEWS
                },
            }
        ),
    )


def openapi(request: Request) -> Response:
    """The description of all addresses and fields (OpenAPI 3.1)."""
    return _with_collection(
        request,
        lambda current: answers.document(
            {
                **kept(("openapi", current.stamp), lambda: description(current)),
                "servers": [{"url": answers.address(request)}],
            }
        ),
    )


def nothing(_request: Request) -> Response:
    """What any other address of the machine access gets."""
    return answers.refusal(404, "unknown-address", f"What there is stands at {answers.API}/.")


def _with_collection(request: Request, make: Callable[[Collection], bytes]) -> Response:
    current = collection()
    if current is None:
        return answers.no_collection()
    return answers.content(request, current, make(current), "json")


ROUTES = (
    Route(f"{answers.API}/", index, methods=["GET"]),
    Route(f"{answers.API}/health", health, methods=["GET"]),
    Route(f"{answers.API}/ready", ready, methods=["GET"]),
    Route(f"{answers.API}/version", version, methods=["GET"]),
    Route(f"{answers.API}/openapi.json", openapi, methods=["GET"]),
)
"""The routes that tell about the server."""

FALLBACK = (
    Route(answers.API, nothing, methods=["GET"]),
    Route(f"{answers.API}/{{rest:path}}", nothing, methods=["GET"]),
)
"""What answers every other address below the machine access; to stand last."""
