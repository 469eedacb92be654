"""The app serves what is sound of a bad collection, and says that something is held back."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.library.test_bad_records import ALL
from tests.makers import write_collection
from tests.pages.conftest import SCRIPTS
from tests.pages.reading import charts, folds, text

Opened = Callable[..., AppTest]
PAPER, TALKS, TRADE = "articles/paper-2025.yaml", "events/talks.yaml", "observations/trade.csv"


def spoilt(*changes: tuple[str, str, str]) -> dict[str, str | None]:
    files: dict[str, str | None] = dict(ALL)
    for name, old, new in changes:
        held = files[name]
        assert held and old in held
        files[name] = held.replace(old, new, 1)
    return files


BAD: Mapping[str, dict[str, str | None]] = {
    "every kind of file broken": {
        **ALL, PAPER: "[", TALKS: "\0", TRADE: "a;b\n", "deals/pipeline.yaml": "", "tour.yaml": "'",
        "sources/press.yaml": "- {", "weightings.yaml": "5", "scenarios.yaml": "a: *a",
        "names.yaml": "<<<<<<< a", "instruments.yaml": "!!x", "annotations.yaml": "[" * 99,
    },
    "every record broken": spoilt(
        (PAPER, "value: 44", "value: 44,5"), (TALKS, "start: 2024-05", "start: 2024-13"),
        (TRADE, ",43.5,", ",NaN,"), ("deals/pipeline.yaml", "state: signed", "state: dreamt"),
        ("sources/press.yaml", "https://example.org/a", "javascript:alert(1)"),
        ("tour.yaml", "[CC, DD]", "CC"), ("domains.yaml", "weight: 0.5", "weight: 0.6"),
    ),
    "negative amounts": spoilt(
        (TRADE, ",43.5,", ",-43.5,"), (TRADE, ",140,", ",-140,"), (TRADE, ",48,,,", ",,,-5,")
    ),
    "circles": spoilt(
        ("partners.yaml", "{id: NO, kind: country}", "{id: NO, kind: bloc, members: [{id: UN}]}"),
        (PAPER, "supports: [paper-2025.1]", "contradicts: [paper-2025.2]"),
    ),
    "two totals": spoilt(
        ("partners.yaml", "{id: SE, kind: country}", "{id: SE, kind: total, name: {en: All}}")
    ),
}  # fmt: skip

ODD: Mapping[str, dict[str, str | None]] = {
    "a bloc within a bloc beside its member": spoilt(
        ("partners.yaml", "{id: NO, kind: country}",
         "{id: NO, kind: bloc, name: {en: N}, members: [{id: SE}]}")
    ),
    "a whole smaller than its parts": spoilt((TRADE, ",140,", ",10,")),
    "nothing but zeros": spoilt((TRADE, ",43.5,", ",0,"), (TRADE, ",140,", ",0,")),
    "the largest and the smallest number": spoilt(
        (TRADE, ",43.5,", ",1e15,"), (TRADE, ",48,", ",1e-12,"), (PAPER, "value: 44", "value: 1e15")
    ),
    "one year": spoilt(
        ("focus.yaml", "first: 2020, last: 2025", "first: 2024, last: 2024"),
        ("focus.yaml", "first: 2015, last: 2025", "first: 2024, last: 2024"),
    ),
    "the first and the last year there is": spoilt(
        (TALKS, "start: 2024-05\n", 'start: "2999"\n'), (TRADE, ",2023,", ",1000,"),
        ("annotations.yaml", "2020-03", '"1000"'), ("focus.yaml", "2025-06\n", '"2999"\n'),
    ),
    "claims that contradict each other": spoilt(
        (PAPER, "supports: [paper-2025.1]", "contradicts: [paper-2025.1]"),
        (PAPER, "kind: figure", "kind: figure\n    contradicts: [paper-2025.2]"),
    ),
    "a currency measured in itself": spoilt(
        ("units.yaml", "currency: USD", "currency: USD, converts: {to: usd-bn, rate: turnover}"),
        ("indicators.yaml", "total_of: turnover", "total_of: turnover-share"),
    ),
}  # fmt: skip


@pytest.fixture
def shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: Opened, request: pytest.FixtureRequest
) -> Opened:
    write_collection(tmp_path, request.param)
    monkeypatch.setenv("MULTIVECTOR_DATA", str(tmp_path))

    def open_wide(script: str, **parameters: str | list[str]) -> AppTest:
        at = opened(script, **parameters)
        return at if at.exception else opened(script, folds(at), **parameters)

    return open_wide


def banners(at: AppTest) -> list[str]:
    return [each.label for each in at.expander if "in the collection" in each.label]


def each_of(collections: Mapping[str, dict[str, str | None]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("shown", collections.values(), ids=collections, indirect=True)


@each_of(BAD)
@pytest.mark.parametrize(
    "script",
    [
        "overview.py",
        *(pytest.param(each, marks=pytest.mark.slow) for each in SCRIPTS if each != "overview.py"),
    ],
)
def test_what_is_sound_is_shown_under_a_banner(shown: Opened, script: str) -> None:
    at = shown(script)
    assert not at.exception
    assert len(banners(at)) == 1
    assert "Example collection" in text(at)


@pytest.mark.slow
@each_of(ODD)
@pytest.mark.parametrize("script", SCRIPTS)
def test_what_is_odd_but_sound_breaks_no_page(shown: Opened, script: str) -> None:
    at = shown(script, cut="member")
    assert not at.exception
    assert banners(at) == []
    assert "Infinity" not in str(charts(at)) and "NaN" not in str(charts(at))


@pytest.mark.parametrize("shown", [{**ALL, "focus.yaml": "["}], indirect=True)
def test_without_a_focus_it_says_what_to_do(shown: Opened) -> None:
    at = shown("overview.py")
    assert not at.exception
    assert "python -m multivector check" in at.error[0].value


@pytest.mark.parametrize("shown", [dict(ALL)], indirect=True)
def test_what_is_no_file_is_told_as_well(shown: Opened) -> None:
    folder = Path(os.environ["MULTIVECTOR_DATA"])
    os.mkfifo(folder / "deals" / "pipe.yaml")
    (folder / "events" / "out.yaml").symlink_to("/etc/passwd")
    at = shown("timeline.py")
    assert not at.exception
    assert banners(at) == [
        "2 problems in the collection: what they affect is held back, all else is shown."
    ]
