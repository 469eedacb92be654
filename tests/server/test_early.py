"""What every page says at once: where the server is, and which scripts it will need."""

import re
from importlib.resources import files

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from multivector.charts.script import ADDRESS
from multivector.server import headers
from multivector.server.early import Early

PAGE = (files("streamlit") / "static" / "index.html").read_text(encoding="utf-8")


def _page() -> str:
    app = Starlette(
        routes=[Route("/partners", lambda _request: HTMLResponse(PAGE))],
        middleware=[Middleware(Early)],
    )
    return TestClient(app).get("/partners", headers={"Accept": "text/html"}).text


def test_a_page_says_where_the_server_is_before_any_script_asks() -> None:
    page = _page()
    said = page.index('location.origin + "/"')
    assert said < page.index('type="module"')


def test_below_a_path_the_server_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "get_option", {"server.baseUrlPath": "dash/board"}.get)
    page = _page()
    assert 'location.origin + "/dash/board/"' in page
    assert (
        f'<link rel="preload" as="script" fetchpriority="low" href="/dash/board{ADDRESS}">' in page
    )


def test_the_policy_admits_what_the_page_says() -> None:
    within = re.findall(r"<script>(.*?)</script>", _page(), flags=re.DOTALL)
    allowed = headers.policy()
    assert len(within) >= 1
    for each in within:
        assert headers.script_hash(each) in allowed
