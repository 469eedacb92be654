"""The issue forms are such as GitHub shows: known parts, each field named once."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.test_command_line import ROOT

FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
FIELDS = {"input", "textarea", "dropdown", "checkboxes"}


def read(path: Path) -> dict[str, Any]:
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(form, dict)
    return form


@pytest.mark.parametrize(
    "path", [path for path in FORMS if path.stem != "config"], ids=lambda path: path.stem
)
def test_form_is_such_as_github_shows(path: Path) -> None:
    form = read(path)
    assert set(form) == {"name", "description", "labels", "body"}
    fields = [part for part in form["body"] if part["type"] != "markdown"]
    assert {part["type"] for part in fields} <= FIELDS
    names = [part["id"] for part in fields]
    assert len(names) == len(set(names))
    assert all(part["attributes"]["label"] for part in fields)
    assert any(part.get("validations", {}).get("required") for part in fields)


def test_form_of_corrections_has_the_fields_that_links_fill_in() -> None:
    form = read(ROOT / ".github" / "ISSUE_TEMPLATE" / "correction.yml")
    assert {"record", "view"} <= {part["id"] for part in form["body"]}
