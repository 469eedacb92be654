"""A page and its address for programs show the same numbers."""

from collections.abc import Callable

from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from multivector.server import application
from tests.pages.reading import charts, numbers, text

Opened = Callable[..., AppTest]
asked = TestClient(Starlette(routes=application.routes("")))


def test_comparison(opened: Opened) -> None:
    query = "partner=CN&partner=RU&partner=EU&indicator=trade-turnover"
    parts = asked.get(f"/api/v1/view/partners.json?{query}").json()["parts"]
    at = opened("partners.py", partner=["CN", "RU", "EU"], indicator="trade-turnover")
    drawn = charts(at)["latest"]["data"][0]
    assert sorted(numbers(drawn["x"])) == sorted(row["value"] for row in parts["latest"])
    counts = {(row["partner"], row["reporter"]): row["value"] for row in parts["counts"]}
    assert round(counts["CN", "cn-gacc"], 1) == 43.8
    missing = [row for row in parts["history"] if row["partner"] == "RU" and row["year"] == 2010]
    assert [row["value"] for row in missing] == [None]


def test_balance(opened: Opened) -> None:
    parts = asked.get("/api/v1/view/balance.json?domain=trade&to=2024").json()["parts"]
    scores = {row["year"]: row["n2"] for row in parts["scores"] if row["domain"] == "trade"}
    drawn = charts(opened("balance.py", domain="trade", to="2024"))["course"]["data"]
    trade = next(each for each in drawn if each["name"] == "Trade")
    for year, n2 in zip(numbers(trade["x"]), numbers(trade["y"]), strict=True):
        assert n2 == scores[int(year or 0)]


def test_claims_and_events(opened: Opened) -> None:
    claims = asked.get("/api/v1/view/claims.json?partner=EU&verdict=unclear").json()["parts"]
    page = text(opened("claims.py", partner="EU", verdict="unclear"))
    assert claims["claims"]
    assert all(row["text_en"] in page and row["id"] in page for row in claims["claims"])
    assert {row["verdict"] for row in claims["claims"]} == {"unclear"}
    events = asked.get("/api/v1/view/timeline.json?partner=CN&from=2024").json()["parts"]["events"]
    page = text(opened("timeline.py", **{"partner": "CN", "from": "2024"}))
    assert f"{len(events)} events in order of time" in page
