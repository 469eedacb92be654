"""A new collection to start from: sound, for any country, and never written over another."""

from datetime import date
from pathlib import Path

import pytest
from babel.core import get_global

from multivector.charts.style import looks
from multivector.library.load import load_library
from multivector.starter import NotStarted, start_collection
from multivector.words import Words
from tests.charts.test_style import DARK, LIGHT, SIMULATED, contrast, least_difference
from tests.test_command_line import run

DAY = date(2026, 3, 7)


def test_the_command_makes_a_sound_collection(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    done = run("new-collection", folder, "--focus", "uz", "--vectors", "EU", "cn", "RU")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "Uzbekistan between European Union (EU), China (CN) and Russia (RU)",
        "25 records, 0 errors, 0 warnings",
        f"to look at it: MULTIVECTOR_DATA={folder} make run",
    ]
    library = load_library(folder).library
    assert library is not None
    assert (library.focus.id, library.focus.vectors) == ("UZ", ("EU", "CN", "RU"))
    assert library.focus.title["ru"] == "Multivector: Узбекистан"
    assert [library.partners[code].kind for code in library.focus.vectors] == [
        "bloc", "country", "country",
    ]  # fmt: skip
    assert not library.observations
    assert [each.state for each in library.events.values()] == ["proposed"]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--focus", "ZZZ"], "ZZZ is no country's ISO 3166 code of two letters"),
        (["--focus", "EU"], "EU is no country's ISO 3166 code of two letters"),
        (["--focus", "UZ", "--vectors", "UZ", "CN"],
         "UZ is the country itself and cannot be among its partners"),
        (["--focus", "UZ", "--vectors", "C", "RU"],
         "C is no partner's code: two to eight letters and digits"),
        (["--focus", "UZ", "--vectors", "CN", "CN"],
         "a country balances between two partners or more"),
    ],
)  # fmt: skip
def test_what_will_not_do_is_told_and_nothing_is_written(
    tmp_path: Path, arguments: list[str], reason: str
) -> None:
    done = run("new-collection", tmp_path / "new", *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", reason + "\n")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_use_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("mine", encoding="utf-8")
    with pytest.raises(NotStarted, match="is not empty"):
        start_collection(tmp_path, "UZ", None, DAY)
    with pytest.raises(NotStarted, match="is not empty"):
        start_collection(tmp_path / "notes.md", "UZ", None, DAY)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.md"]


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    start_collection(tmp_path, "UZ", None, DAY)
    assert load_library(tmp_path).problems == ()


def test_every_country_can_be_started(tmp_path: Path) -> None:
    countries = sorted(code for code in get_global("territory_languages") if len(code) == 2)
    assert len(countries) > 190
    for code in countries[::12]:
        start_collection(tmp_path / code, code, None, DAY)
        loaded = load_library(tmp_path / code)
        assert loaded.problems == ()
        assert loaded.library is not None
        assert code not in loaded.library.focus.vectors


@pytest.mark.parametrize("vectors", [["CN", "RU"], ["EU", "CN", "RU", "GULF", "TR", "US", "JP"]])
def test_any_number_of_partners_will_do(tmp_path: Path, vectors: list[str]) -> None:
    start_collection(tmp_path, "UZ", vectors, DAY)
    loaded = load_library(tmp_path)
    assert loaded.problems == ()
    assert loaded.library is not None
    assert loaded.library.focus.vectors == tuple(vectors)
    assert loaded.library.focus.ternary == tuple(vectors[:3] if len(vectors) > 2 else ())


def test_its_texts_are_there_in_all_languages(tmp_path: Path) -> None:
    start_collection(tmp_path, "UZ", None, DAY)
    library = load_library(tmp_path).library
    assert library is not None
    texts = [
        library.focus.title,
        library.focus.question,
        *(each.name for each in library.domains.values()),
        *(each.name for each in library.indicators.values()),
        *(each.name for each in library.units.values()),
        *(each.full for each in library.reporters.values()),
        *(each.text for each in library.claims.values()),
        *(each.outcome for each in library.events.values()),
    ]
    assert {frozenset(each) for each in texts} == {frozenset({"en", "de", "ru", "kk"})}


def test_its_colours_can_be_told_apart(tmp_path: Path) -> None:
    start_collection(tmp_path, "UZ", ["EU", "CN", "RU", "TR", "US", "JP"], DAY)
    library = load_library(tmp_path).library
    assert library is not None
    known = [looks(library, Words())[code] for code in library.focus.vectors]
    assert all(contrast(each.colour, LIGHT) >= 3 <= contrast(each.colour, DARK) for each in known)
    assert all(least_difference([each.colour for each in known], sight) > 15 for sight in SIMULATED)
    assert len({each.marker for each in known}) == len(known)
