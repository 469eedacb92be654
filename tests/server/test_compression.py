"""Unchanging files are compressed once for all; whoever cannot read that gets them as they are."""

from collections.abc import Iterator

import brotli
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from multivector.charts import script
from multivector.server.compression import Compressed
from multivector.server.early import ADDRESS, Early

TEXT = b"let multivector = 1;\n" * 1000


@pytest.fixture
def made() -> list[str]:
    """The paths that the application inside was asked for."""
    return []


@pytest.fixture
def asked(made: list[str]) -> Iterator[TestClient]:
    def file(request: Request) -> Response:
        made.append(request.url.path)
        if request.url.path.endswith("missing.js"):
            return Response("no such file", status_code=404)
        headers = {"Cache-Control": "public, max-age=31536000", "ETag": '"raw"'}
        return Response(TEXT, headers=headers, media_type="text/javascript")

    def page(_request: Request) -> Response:
        return Response(
            "<html><head></head><body><p>é</p></body></html>",
            media_type="text/html",
            headers={"ETag": '"raw"'},
        )

    app = Starlette(
        routes=[Route("/base/static/{name:path}", file), Route("/partners", page)],
        middleware=[Middleware(Compressed), Middleware(Early), Middleware(GZipMiddleware)],
    )
    with TestClient(app) as client:
        yield client


def test_a_file_is_compressed_for_the_first_and_kept_for_the_others(
    asked: TestClient, made: list[str]
) -> None:
    for _ in range(2):
        with asked.stream(
            "GET", "/base/static/js/a.js", headers={"Accept-Encoding": "gzip, br;q=1.0"}
        ) as answer:
            sent = b"".join(answer.iter_raw())
        assert brotli.decompress(sent) == TEXT
        assert answer.headers["content-encoding"] == "br"
        assert answer.headers["content-length"] == str(len(sent))
        assert answer.headers["cache-control"] == "public, max-age=31536000"
        assert "etag" not in answer.headers and "Accept-Encoding" in answer.headers["vary"]
    assert made == ["/base/static/js/a.js"]


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/base/static/js/a.js", {"Accept-Encoding": "identity"}),
        ("/base/static/js/a.js", {"Accept-Encoding": "br", "Range": "bytes=0-9"}),
        ("/base/static/js/a.png", {"Accept-Encoding": "br"}),
    ],
)
def test_others_get_it_as_it_is(asked: TestClient, path: str, headers: dict[str, str]) -> None:
    with asked.stream("GET", path, headers=headers) as answer:
        assert answer.headers.get("content-encoding") in (None, "gzip")
        assert answer.status_code == 200


def test_a_file_that_is_not_there_is_said_to_be_missing_each_time(
    asked: TestClient, made: list[str]
) -> None:
    for _ in range(2):
        answer = asked.get("/base/static/missing.js", headers={"Accept-Encoding": "br"})
        assert (answer.status_code, answer.text) == (404, "no such file")
    assert len(made) == 2


def test_a_page_names_the_drawing_script_before_any_run_does(asked: TestClient) -> None:
    headers = {"Accept": "text/html", "If-None-Match": '"raw"', "Accept-Encoding": "gzip"}
    answer = asked.get("/partners", headers=headers)
    assert answer.status_code == 200 and "etag" not in answer.headers
    preload = f'<link rel="preload" as="script" fetchpriority="low" href="{script.ADDRESS}">'
    assert f"{preload}</head>" in answer.text
    assert f'src="{ADDRESS}" data-address="{script.ADDRESS}"></script></body>' in answer.text
    assert int(answer.headers["content-length"]) == len(answer.text.encode())
    assert asked.get("/partners", headers={"Accept": "*/*"}).text.count("script") == 0
