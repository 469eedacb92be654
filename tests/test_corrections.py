import pytest

from multivector.corrections import TEMPLATE, correction_form
from tests.test_command_line import ROOT

VIEW = "https://example.org/claims?lang=en"


def test_the_form_is_one_of_ours_and_filled_in() -> None:
    assert (ROOT / ".github" / "ISSUE_TEMPLATE" / TEMPLATE).is_file()
    assert correction_form("https://github.com/who/what/tree/main/data", "a.1 & b", VIEW) == (
        "https://github.com/who/what/issues/new?template=correction.yml&record=a.1+%26+b"
        "&view=https%3A%2F%2Fexample.org%2Fclaims%3Flang%3Den"
    )


@pytest.mark.parametrize(
    "place", ["", "https://example.org/x/y", "https://github.com/who", "javascript:github.com/a/b"]
)
def test_no_form_is_made_up(place: str) -> None:
    assert correction_form(place, "a.1", VIEW) == ""
