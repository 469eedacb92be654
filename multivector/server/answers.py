"""What every answer to a program has in common: its type, tag, licence, and how it refuses."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from multivector.ui.cache import Collection

API = "/api/v1"
"""The path below which programs are answered."""

OPEN_TO_ALL = {"Access-Control-Allow-Origin": "*"}
MIMES: Mapping[str, str] = {"json": "application/json", "csv": "text/csv; charset=utf-8"}


def content(request: Request, current: Collection, body: bytes, ending: str) -> Response:
    """A representation with its tag and licence; 304 without a body if the asker has it already."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    headers = {
        **OPEN_TO_ALL,
        "ETag": tag,
        "Cache-Control": "no-cache",
        "Link": f'<{licence_address(current)}>; rel="license", '
        f'<{address(request)}/openapi.json>; rel="service-desc"',
    }
    if _has(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=MIMES[ending], headers=headers)


def document(found: Mapping[str, Any]) -> bytes:
    """A JSON document in UTF-8."""
    return f"{json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False)}\n".encode()


def refusal(status: int, code: str, message: str, **more: str) -> Response:
    """Why there is no answer, as JSON: a code for programs, a sentence for people."""
    body = document({"error": {"code": code, "message": message, **more}})
    headers = {**OPEN_TO_ALL, "Cache-Control": "no-store"}
    return Response(body, status, headers, MIMES["json"])


def no_collection() -> Response:
    """The answer while there is no usable collection."""
    return refusal(503, "no-collection", "There is no usable collection on this server.")


def base(request: Request) -> str:
    """The address of the application as the asker sees it, without a slash at its end."""
    return str(request.url.replace(path=request.scope.get("root_path", ""), query="")).rstrip("/?")


def address(request: Request) -> str:
    """The address of the machine access as the asker sees it, without a slash at its end."""
    return f"{base(request)}{API}"


def licence_address(current: Collection) -> str:
    """Where the licence of our curation is written down, by its SPDX name."""
    return f"https://spdx.org/licenses/{current.library.focus.licence}.html"


def origin(current: Collection) -> dict[str, Any]:
    """Which data an answer is made of, and on what terms."""
    focus = current.library.focus
    return {
        "data_version": focus.version,
        "data_digest": current.library.digest,
        "released": focus.released.isoformat(),
        "licence": focus.licence,
        "licence_url": licence_address(current),
        "author": focus.maintainers,
    }


def _has(header: str, tag: str) -> bool:
    """Whether a list of tags, weak ones included, holds this one."""
    asked = {each.strip().removeprefix("W/") for each in header.split(",")}
    return tag in asked or "*" in asked
