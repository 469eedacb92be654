"""Search and records asked for in the address: what is found, and where it leads."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.reading import text

Opened = Callable[..., AppTest]


def links(at: AppTest) -> dict[str, str]:
    """Texts of the links to pages and their parameters."""
    return {
        each.proto.label.replace("\\", ""): each.proto.query_string for each in at.get("page_link")
    }


def test_search_finds_in_any_script_and_leads_to_the_record(opened: Opened) -> None:
    at = opened("balance.py", q="росатом", lang="de", partner="CN")
    assert "Treffer zu „росатом“" in text(at)
    deal = next(each for name, each in links(at).items() if name.startswith("Erstes Kernkraftwerk"))
    assert sorted(deal.split("&")) == ["deal=npp-ulken-rosatom", "lang=de"]


def test_search_that_finds_nothing_says_so(opened: Opened) -> None:
    at = opened("timeline.py", q="xyzzyq")
    assert "Nothing found for “xyzzyq”. Try fewer words, or another spelling." in text(at)
    assert not at.exception


@pytest.mark.parametrize("query", ["<b>x</b>", "$x$ :red[y]", "%00", "a" * 5000])
def test_hostile_search_is_text(opened: Opened, query: str) -> None:
    at = opened("overview.py", q=query)
    assert not at.exception
    assert not any("<b>" in each.proto.body for each in at.get("html"))


@pytest.mark.parametrize(
    ("script", "key", "id", "shows"),
    [
        ("timeline.py", "event", "cca-2-astana-2025", "Second China–Central Asia Summit"),
        ("claims.py", "claim", "euractiv-2025-06.9", "USD 44 billion"),
        ("partners.py", "deal", "npp-ulken-rosatom", "First nuclear power plant at Ulken"),
        ("sources.py", "source", "euractiv-2025-06", "side: "),
    ],
)
def test_record_asked_for_stands_first_whatever_is_filtered(
    opened: Opened, script: str, key: str, id: str, shows: str
) -> None:
    at = opened(script, **{key: id, "partner": "TR"})
    page = text(at)
    assert "asked for" in page
    assert shows in page[page.index("asked for") :]
    assert "Close" in links(at)


@pytest.mark.parametrize(
    ("script", "key"),
    [
        ("timeline.py", "event"),
        ("claims.py", "claim"),
        ("partners.py", "deal"),
        ("sources.py", "source"),
    ],
)
def test_record_that_is_not_there_is_named(opened: Opened, script: str, key: str) -> None:
    at = opened(script, **{key: "<nothing>"})
    assert not at.exception
    assert f"Not known here and left out: {key}=<nothing>" in text(at)
