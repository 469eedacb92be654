"""Files of installed packages that pages fetch from our own server, and only when needed."""

from importlib.resources import as_file

from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Route

from multivector.charts import script

_FOR_EVER = "public, max-age=31536000, immutable"


def _plotly(_request: Request) -> FileResponse:
    with as_file(script.script()) as path:
        return FileResponse(
            path, media_type="text/javascript", headers={"Cache-Control": _FOR_EVER}
        )


ROUTES = (Route(script.ADDRESS, _plotly, methods=["GET"]),)
"""The routes of these files."""
