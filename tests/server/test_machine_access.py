"""Machine access: every table and view for programs, described, tagged, and strict."""

import csv
import io
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from starlette.applications import Starlette
from starlette.testclient import TestClient

from multivector.analysis.exports import EXPORTS
from multivector.analysis.formats import as_csv
from multivector.library.load import collection_folder, load_library
from multivector.server import application
from multivector.server.views import VIEWS
from multivector.version import VERSION
from tests.pages.conftest import ROOT
from tests.pages.test_any_collection import Made, bare, small, started, unmeasured, uzbekistan

HOSTILE = ("<script>", "x" * 5000, "../../etc/passwd", "CN' OR 1=1", "\u0000", "²", "CN,EU", "-1")


@pytest.fixture(scope="module")
def asked() -> TestClient:
    return TestClient(Starlette(routes=application.routes("")))


@pytest.fixture(scope="module")
def description(asked: TestClient) -> dict[str, Any]:
    found = asked.get("/api/v1/openapi.json")
    assert found.status_code == 200
    read = found.json()
    assert isinstance(read, dict)
    return read


def conforms(description: dict[str, Any], path: str, found: Any) -> None:
    """Raises where an answer is not what the description says of its address."""
    responses = description["paths"][path]["get"]["responses"]
    schema = responses["200"]["content"]["application/json"]["schema"]
    whole = {**schema, "components": description["components"]}
    jsonschema.validate(found, whole, jsonschema.Draft202012Validator)


def test_description_is_sound_and_names_every_address(description: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(description).validate()  # type: ignore[arg-type]
    expected = {f"/tables/{name}.{kind}" for name in EXPORTS for kind in ("json", "csv")}
    expected |= {f"/view/{name}.{kind}" for name in VIEWS for kind in ("json", "csv")}
    assert set(description["paths"]) == expected | {"/", "/health", "/ready", "/version"}
    row = description["components"]["schemas"]["observations-row"]["properties"]
    assert row["value"]["type"] == ["number", "null"]
    assert row["reporter"]["description"] == "Who counted."


@pytest.mark.parametrize("name", EXPORTS)
def test_table_is_what_the_command_line_writes(
    asked: TestClient, description: dict[str, Any], name: str
) -> None:
    library = load_library(collection_folder()).library
    assert library is not None
    table = EXPORTS[name](library)
    found = asked.get(f"/api/v1/tables/{name}.json")
    assert (found.status_code, found.headers["content-type"]) == (200, "application/json")
    document = found.json()
    assert (document["licence"], document["data_digest"]) == ("CC-BY-4.0", library.digest)
    assert len(document["rows"]) == len(table) > 0
    assert list(document["rows"][0]) == list(table.columns)
    conforms(description, f"/tables/{name}.json", document)
    found = asked.get(f"/api/v1/tables/{name}.csv")
    assert found.headers["content-type"] == "text/csv; charset=utf-8"
    assert found.content == as_csv(table)


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("query", ["", "?partner=CN&partner=EU&lang=de&from=2015", "?partner=none"])
def test_view_is_as_described(
    asked: TestClient, description: dict[str, Any], name: str, query: str
) -> None:
    found = asked.get(f"/api/v1/view/{name}.json{query}")
    assert found.status_code == 200, found.text
    conforms(description, f"/view/{name}.json", found.json())


@pytest.mark.parametrize("name", VIEWS)
def test_csv_holds_one_part_of_a_view(asked: TestClient, name: str) -> None:
    parts = asked.get(f"/api/v1/view/{name}.json?partner=CN").json()["parts"]
    for part, rows in parts.items():
        found = asked.get(f"/api/v1/view/{name}.csv?partner=CN&part={part}")
        assert found.status_code == 200
        assert len(list(csv.DictReader(io.StringIO(found.text)))) == len(rows)
    assert asked.get(f"/api/v1/view/{name}.csv?part=nothing").json()["error"]["parameter"] == "part"


def test_view_names_the_page_and_its_receipt(asked: TestClient) -> None:
    one, same, other = (
        asked.get(f"/api/v1/view/timeline.json?{query}").json()
        for query in ("partner=CN&from=2015", "from=2015&partner=CN&lang=en", "partner=RU")
    )
    assert one["page"] == (
        f"http://testserver/timeline?from=2015&lang=en&partner=CN&v={one['data_version']}"
    )
    assert one["receipt"] == same["receipt"] != other["receipt"]


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("key", ["partner", "from", "lang"])
@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_value_is_refused_by_name(
    asked: TestClient, name: str, key: str, value: str
) -> None:
    found = asked.get(f"/api/v1/view/{name}.json", params={key: value})
    assert (found.status_code, found.headers["content-type"]) == (400, "application/json")
    assert found.json()["error"]["parameter"] == key
    assert found.json()["error"]["code"] == "unknown-value"


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("partners.json?indicator=gdp", "indicator"),
        ("partners.json?reporter=nobody", "reporter"),
        ("partners.json?year=1066", "year"),
        ("balance.json?cut=half", "cut"),
        ("balance.json?domain=magic", "domain"),
        ("claims.json?verdict=true", "verdict"),
        ("claims.json?article=nyt", "article"),
        ("timeline.json?colour=red", "colour"),
        ("timeline.json?__proto__=1", "__proto__"),
    ],
)
def test_what_a_view_does_not_know_is_refused_by_name(
    asked: TestClient, query: str, parameter: str
) -> None:
    found = asked.get(f"/api/v1/view/{query}")
    assert found.status_code == 400
    assert found.json()["error"]["parameter"] == parameter


@pytest.mark.parametrize(
    "path",
    ["tables/nothing.json", "tables/observations.xml", "view/sources.json", "nothing", "tables/",
     "tables/..%2f..%2fdata%2ffocus.json"],
)  # fmt: skip
def test_unknown_address_is_said_to_be_one(asked: TestClient, path: str) -> None:
    found = asked.get(f"/api/v1/{path}")
    assert (found.status_code, found.headers["content-type"]) == (404, "application/json")
    assert found.json()["error"]["code"].startswith("unknown-")


@pytest.mark.parametrize("path", ["tables/partners.json", "view/balance.csv", "version", ""])
def test_what_one_has_already_is_not_sent_again(asked: TestClient, path: str) -> None:
    first = asked.get(f"/api/v1/{path}")
    tag = first.headers["etag"]
    for asking in (tag, f'"other", W/{tag}', "*"):
        again = asked.get(f"/api/v1/{path}", headers={"If-None-Match": asking})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    other = asked.get(f"/api/v1/{path}", headers={"If-None-Match": '"other"'})
    assert (other.status_code, other.content) == (200, first.content)
    assert 'rel="license"' in first.headers["link"]
    head = asked.head(f"/api/v1/{path}")
    assert (head.status_code, head.headers["etag"], head.content) == (200, tag, b"")


def test_nothing_can_be_changed(asked: TestClient) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert asked.request(method, "/api/v1/tables/partners.json").status_code == 405


def test_health_and_version(asked: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked.get("/api/v1/health").json() == {"status": "ok"}
    version = asked.get("/api/v1/version").json()
    assert version["application"] == VERSION
    assert version["data_version"] and version["data_digest"]
    monkeypatch.setenv("MULTIVECTOR_DATA", "/nowhere")
    for path in ("health", "version", "", "openapi.json", "tables/claims.json", "view/claims.json"):
        found = asked.get(f"/api/v1/{path}")
        assert (found.status_code, found.json()["error"]["code"]) == (503, "no-collection")


def test_application_below_another_path() -> None:
    below = TestClient(Starlette(routes=application.routes("/dash/")))
    index = below.get("/dash/api/v1/").json()
    assert index["health"] == "http://testserver/dash/api/v1/health"
    assert below.get("/dash/api/v1/health").status_code == 200
    assert below.get("/api/v1/health").status_code == 404


@pytest.mark.parametrize("made", [started, bare, unmeasured, small, uzbekistan])
def test_any_collection_can_be_asked_for(
    asked: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: Made
) -> None:
    made(tmp_path)
    monkeypatch.setenv("MULTIVECTOR_DATA", str(tmp_path))
    described = asked.get("/api/v1/openapi.json").json()
    OpenAPIV31SpecValidator(described).validate()
    paths = [f"/tables/{name}.json" for name in EXPORTS] + [f"/view/{name}.json" for name in VIEWS]
    for path in paths:
        found = asked.get(f"/api/v1{path}")
        assert found.status_code == 200, path
        conforms(described, path, found.json())


def test_the_program_has_one_version() -> None:
    for file in ("pyproject.toml", "CITATION.cff"):
        lines = (Path(ROOT) / file).read_text(encoding="utf-8").splitlines()
        found = [line.split(":" if ":" in line else "=")[1] for line in lines if "version" in line]
        assert VERSION in [each.strip(' "') for each in found]
