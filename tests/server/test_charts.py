"""Charts asked for ahead of the page: the same as the page's own, for what a click leads to."""

import json
import re
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from multivector.charts import script
from multivector.server import application
from multivector.server.charts import CHARTS
from multivector.ui import address, ahead, frame, served
from multivector.ui.filters import PartnerGroup, next_choices
from tests.pages.conftest import opened  # noqa: F401 - a fixture
from tests.server.test_machine_access import HOSTILE

Open = Callable[..., AppTest]
EXPECTED = {
    "overview": {"chart-ternary"},
    "partners": {"chart-latest", "chart-history", "chart-counts"},
    "timeline": {"chart-timeline"},
    "balance": {"chart-ternary", "chart-course"},
}
GROUPS = (
    PartnerGroup("vectors", None, ("EU", "CN", "RU")),
    PartnerGroup("EU", "EU", ("DE", "IT")),
    PartnerGroup("others", None, ("JP",)),
)


@pytest.fixture(scope="module")
def asked() -> TestClient:
    return TestClient(Starlette(routes=application.routes("")))


@pytest.fixture(autouse=True)
def _with_our_server() -> Iterator[None]:
    with served.offered([script.ADDRESS, ahead.CHARTS]):
        yield


def told(at: AppTest, name: str) -> dict[str, str]:
    """What a run told a component of ours, by the key of each place where it stands."""
    found = {}
    for each in at.get("bidi_component"):
        if each.proto.component_name == name:
            data = getattr(each.proto, each.proto.WhichOneof("data"))
            key = re.search(r"-((?:chart-)?[a-z]+)$", each.proto.id)
            assert key, each.proto.id
            found[key[1]] = data.decode() if isinstance(data, bytes) else data
    return found


def query(choices: dict[str, list[str]], **more: str) -> str:
    known = frame.undrawn("overview")
    assert known is not None
    form = {"lang": "en", ahead.STAMP: known.collection.stamp, ahead.NARROW: "0", **more}
    pairs = [(key, value) for key, values in choices.items() for value in values]
    return "&".join(f"{key}={value}" for key, value in [*form.items(), *pairs])


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
@pytest.mark.parametrize("page", CHARTS)
def test_charts_are_those_of_the_page(
    opened: Open,  # noqa: F811
    asked: TestClient,
    monkeypatch: pytest.MonkeyPatch,
    page: str,
    phone: bool,
) -> None:
    monkeypatch.setattr("multivector.ui.frame.is_narrow", lambda: phone)
    choices = {"partner": ["CN", "RU", "TR"], "from": ["2012"], "to": ["2024"]}
    own = told(opened(f"{page}.py", lang="de", **choices), "multivector_plot")
    answer = asked.get(f"/charts/{page}.json?{query(choices, lang='de', narrow=str(+phone))}")
    assert answer.status_code == 200
    found = {f"chart-{key}": text for key, text in answer.json().items()}
    assert found.keys() >= EXPECTED[page]
    assert found.items() <= own.items()


def test_address_that_a_page_tells_is_that_of_its_charts(opened: Open, asked: TestClient) -> None:  # noqa: F811
    at = opened("partners.py", partner=["CN", "RU"], indicator="exports", lang="ru")
    [text] = told(at, "multivector_ahead").values()
    known = json.loads(text)
    after_russia = known["choices"]["partners_vectors"][3]
    assert after_russia == ["CN"]
    found = asked.get(known["address"] + "&partner=CN").json()
    at = opened("partners.py", partner="CN", indicator="exports", lang="ru")
    own = told(at, "multivector_plot")
    assert {f"chart-{key}": text for key, text in found.items()} == own


def test_what_a_click_leads_to() -> None:
    def after(*partners: str) -> dict[str, list[tuple[str, ...]]]:
        with address.given(address.Request("", {"partner": partners}, False)):
            return next_choices(GROUPS)

    # All, EU, CN and RU; then DE and IT; then JP
    assert after() == {
        "partners_vectors": [("none",), ("EU",), ("CN",), ("RU",)],
        "partners_EU": [("DE",), ("IT",)],
        "partners_others": [("JP",)],
    }
    assert after("CN", "IT") == {
        "partners_vectors": [(), ("EU", "CN", "IT"), ("IT",), ("CN", "RU", "IT")],
        "partners_EU": [("CN", "DE", "IT"), ("CN",)],
        "partners_others": [("CN", "IT", "JP")],
    }
    assert after("RU")["partners_vectors"] == [(), ("EU", "RU"), ("CN", "RU"), ("none",)]


def test_without_a_partner_there_is_no_chart(asked: TestClient) -> None:
    assert asked.get(f"/charts/partners.json?{query({'partner': ['none']})}").json() == {}


def test_page_without_charts_that_hang_on_partners_has_none(asked: TestClient) -> None:
    assert asked.get(f"/charts/curate.json?{query({})}").json() == {}
    assert asked.get("/charts/nowhere.json").status_code == 404


def test_charts_of_another_state_of_the_collection_are_refused(asked: TestClient) -> None:
    answer = asked.get(f"/charts/partners.json?{query({}, stamp='0' * 12)}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "changed")


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("page", CHARTS)
def test_hostile_choices_are_left_out_as_on_the_page(
    asked: TestClient, page: str, text: str
) -> None:
    strange = {key: [quote(text)] for key in ("partner", "from", "indicator", "year", "measure")}
    usual = asked.get(f"/charts/{page}.json?{query({})}").json()
    assert asked.get(f"/charts/{page}.json?{query(strange)}").json().keys() == usual.keys()
