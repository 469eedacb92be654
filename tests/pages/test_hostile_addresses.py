"""The address line is input: whatever stands in it, the page stands."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from multivector.ui import address
from tests.hostile import MARKS
from tests.makers import make_library
from tests.pages.conftest import ROOT, SCRIPTS
from tests.pages.reading import text

Opened = Callable[..., AppTest]
Address = Mapping[str, str | list[str]]
KEYS = (
    "partner", "lang", "from", "to", "domain", "indicator", "reporter", "article", "claim", "event",
    "deal", "source", "speaker", "search", "find", "kind", "verdict", "nature", "term", "side",
    "year", "cut", "w", "whatif", "credit", "asof", "alike", "lanes", "page", "q", "tour", "v",
    "correct", "new",
)  # fmt: skip
"""Every parameter that some page reads."""
SOUND = (
    "CC", "UN", "NO", "none", "all", "en", "de", "kk", "2015", "2024", "trade", "diplomacy",
    "turnover", "turnover-share", "aa-stat", "paper-2025", "paper-2025.1", "talks-2024", "pipeline",
    "office-2025", "bloc", "member", "trade:2", "home", "range", "whole", "split", "2025.1.0", "1",
)  # fmt: skip
"""Values that mean something to one parameter, and nothing to the others."""
HOSTILE = (
    *MARKS, "", " ", "\x00", "\u202e", "²", "٣", "-1", "0", "1e999", "nan", "99999999999999999999",
    "0001-01-01", "9999-12-31", "2024-02-30", "2024/2020", "20XX", "trade:nan", "trade:inf",
    "trade:-1", "trade:", ":", "without:", "without:pipeline", "../../etc/passwd", "%00", "%",
    "CC' OR 1=1 --", "CC,UN", "cc", "None", "null", "__class__", "{0.__class__}", "a" * 100_000,
    "😀" * 1000,
)  # fmt: skip


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: Opened) -> Opened:
    make_library(tmp_path)
    monkeypatch.setenv("MULTIVECTOR_DATA", str(tmp_path))
    return opened


def stands(at: AppTest) -> None:
    assert not at.exception, at.query_params
    assert len(at.title) == 1
    assert len(text(at)) > 100
    bodies = " ".join(each.proto.body for each in at.get("html"))
    assert "<script>alert" not in bodies and "<img src=x" not in bodies


def test_every_parameter_is_tried(shown: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = set()
    read = address.raw

    def noted(key: str) -> tuple[str, ...]:
        asked.add(key)
        return read(key)

    monkeypatch.setattr(address, "raw", noted)
    for script in SCRIPTS:
        shown(script)
    assert asked <= set(KEYS)
    assert len(asked) > 20


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_page_stands_whatever_every_parameter_says(shown: Opened, script: str) -> None:
    stands(shown(script, **{key: list(HOSTILE) for key in KEYS}))


@pytest.mark.slow
@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_a_page_stands_with_one_such_value_in_each(shown: Opened, script: str, value: str) -> None:
    stands(shown(script, **dict.fromkeys(KEYS, value)))


@pytest.mark.parametrize("script", ["overview.py", "balance.py"])
def test_thousands_of_parameters_are_not_carried_along(shown: Opened, script: str) -> None:
    at = shown(script, **{f"key{at}": "x" * 1000 for at in range(5000)}, partner=["CC"] * 5000)
    stands(at)
    assert sum(len(each.proto.body) for each in at.get("html")) < 300_000
    assert sum(len(each.proto.query_string) for each in at.get("page_link")) < 300_000


values = st.sampled_from(SOUND) | st.sampled_from(HOSTILE) | st.text(max_size=80)
addresses = st.dictionaries(
    st.sampled_from(KEYS) | st.text(min_size=1, max_size=10),
    values | st.lists(values, min_size=1, max_size=5),
    max_size=12,
)


@pytest.mark.slow
@pytest.mark.parametrize("script", SCRIPTS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=addresses)
def test_a_page_stands_at_any_address(shown: Opened, script: str, asked: Address) -> None:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    for key, value in asked.items():
        at.query_params[key] = value
    if script != "overview.py":
        at.switch_page(str(ROOT / "pages" / script))
    stands(at.run())
