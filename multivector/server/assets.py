"""Files of installed packages that pages fetch from our own server, and only when needed."""

from importlib.resources import as_file
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Route

from multivector.charts import script
from multivector.server import early

_FOR_EVER = "public, max-age=31536000, immutable"


def _plotly(_request: Request) -> FileResponse:
    with as_file(script.script()) as path:
        return _file(path)


def _early(_request: Request) -> FileResponse:
    return _file(early.SCRIPT)


def _file(path: Path) -> FileResponse:
    return FileResponse(path, media_type="text/javascript", headers={"Cache-Control": _FOR_EVER})


ROUTES = (
    Route(script.ADDRESS, _plotly, methods=["GET"]),
    Route(early.ADDRESS, _early, methods=["GET"]),
)
"""The routes of these files."""
