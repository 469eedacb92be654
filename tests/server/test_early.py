"""What every page says at once: where the server is, and which scripts it will need."""

import re

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from multivector.server import headers
from multivector.server.early import Early
from multivector.server.pieces import FOLDER, pieces

PAGE = (FOLDER / "index.html").read_text(encoding="utf-8")


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
    assert 'modulepreload" crossorigin href="/dash/board/static/js/Html.' in page


def test_the_policy_admits_what_the_page_says() -> None:
    within = re.findall(r"<script>(.*?)</script>", _page(), flags=re.DOTALL)
    allowed = headers.policy()
    assert len(within) >= 1
    for each in within:
        assert headers.script_hash(each) in allowed


def test_pieces_are_files_that_the_page_does_not_name_itself() -> None:
    named = pieces()
    assert {each.split("/")[-1].split(".")[0] for each in named} >= {
        "Html", "BidiComponent", "TextInput", "ButtonGroup", "Selectbox",
    }  # fmt: skip
    assert all((FOLDER / each).is_file() for each in named)
    assert not [each for each in named if each in PAGE]
    assert len(set(named)) == len(named)
    page = _page()
    assert all(page.count(f'rel="modulepreload" crossorigin href="/{each}"') == 1 for each in named)
