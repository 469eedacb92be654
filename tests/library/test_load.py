import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from multivector.library.contents import folder_digest
from multivector.library.load import Loaded, collection_folder, load_library
from multivector.library.observations import Place, observation_id
from tests.makers import FILES, make_library, spoil, write_collection

PAPER = "articles/paper-2025.yaml"


def codes_of(loaded: Loaded) -> list[tuple[str, str]]:
    return [(problem.code, problem.file) for problem in loaded.problems]


def test_every_record_is_in_the_library_with_its_place(tmp_path: Path) -> None:
    library = make_library(tmp_path)
    assert list(library.partners) == ["WLD", "UN", "AA", "CC", "DD", "NO", "SE"]
    assert list(library.claims) == ["paper-2025.1", "paper-2025.2", "paper-2025.3"]
    assert library.articles["paper-2025"].claims == tuple(library.claims.values())
    assert library.series["talks"].events == tuple(library.events.values())
    assert library.article_of["paper-2025.2"] == "paper-2025"
    assert library.series_of["talks-2024"] == "talks"
    assert library.places["claim", "paper-2025.2"] == Place(PAPER, 16)
    last = observation_id(library.observations[-1])
    assert library.places["observation", last] == Place("observations/trade.csv", 7)
    assert library.verification.over == 0.25


def test_codes_are_read_as_written(tmp_path: Path) -> None:
    changed = spoil("observations/trade.csv", "NA\n", "011\n")
    library = make_library(tmp_path, changed)
    not_reported = library.observations[3]
    assert (not_reported.partner, not_reported.note) == ("NO", "011")
    assert not_reported.value is None


def test_the_library_is_read_only(tmp_path: Path) -> None:
    partners: Any = make_library(tmp_path).partners
    with pytest.raises(TypeError):
        partners["XX"] = None


def test_a_broken_claim_leaves_its_siblings(tmp_path: Path) -> None:
    changed = spoil(PAPER, "kind: plan", "kind: dream")
    library = load_library(write_collection(tmp_path, changed)).library
    assert library is not None
    assert [claim.id for claim in library.articles["paper-2025"].claims] == [
        "paper-2025.1",
        "paper-2025.2",
    ]


def test_a_broken_event_leaves_its_siblings(tmp_path: Path) -> None:
    changed = spoil("events/talks.yaml", "end: 2023-05-19", "end: 2023-05-32")
    library = load_library(write_collection(tmp_path, changed)).library
    assert library is not None
    assert [event.id for event in library.series["talks"].events] == ["talks-2024"]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("text", [None, "", "{", "- 1\n- a: b\n", "a: b\n", "\0"])
def test_whatever_a_file_holds_there_is_an_answer(
    tmp_path: Path, name: str, text: str | None
) -> None:
    loaded = load_library(write_collection(tmp_path, {name: text}))
    assert loaded.problems or text in (None, "")
    needs = {"focus.yaml", "partners.yaml", "reporters.yaml", "verification.yaml"}
    assert (loaded.library is None) == (name in needs)


def test_a_file_every_collection_needs_is_missed(tmp_path: Path) -> None:
    loaded = load_library(write_collection(tmp_path, {"focus.yaml": None}))
    assert codes_of(loaded) == [("file-missing", "focus.yaml")]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert codes_of(load_library(tmp_path / "none")) == [("folder-missing", ".")]


def test_an_empty_folder_misses_what_it_needs(tmp_path: Path) -> None:
    assert {code for code, _ in codes_of(load_library(tmp_path))} == {"file-missing"}


def test_what_does_not_belong_is_told_and_not_read(tmp_path: Path) -> None:
    write_collection(tmp_path)
    for name in ("notes.txt", "sources/a.yml", "other/a.yaml", "articles/old/a.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    for name in ("LICENSE", "README.md", "sources/README.md", ".hidden", "deals/.gitkeep"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    loaded = load_library(tmp_path)
    assert codes_of(loaded) == [
        ("unknown-file", name)
        for name in ("articles/old", "notes.txt", "other/a.yaml", "sources/a.yml")
    ]
    assert loaded.is_sound


def test_a_link_that_leads_out_is_refused(tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "data")
    outside = write_collection(tmp_path / "other")
    (folder / "instruments.yaml").unlink()
    (folder / "instruments.yaml").symlink_to(outside / "instruments.yaml")
    (folder / "notes").symlink_to(outside)
    assert codes_of(load_library(folder)) == [
        ("outside-folder", "instruments.yaml"),
        ("outside-folder", "notes"),
    ]


def test_a_name_that_is_no_text_can_be_told(tmp_path: Path) -> None:
    write_collection(tmp_path)
    strange = os.fsdecode(os.fsencode(tmp_path) + b"/deals/\xff\n.yaml")
    Path(strange).write_text("id: a\n", encoding="utf-8")
    for problem in load_library(tmp_path).problems:
        assert problem.as_text().isprintable()
        problem.as_text().encode("utf-8")


def test_the_digest_follows_contents_and_names(tmp_path: Path) -> None:
    before = folder_digest(write_collection(tmp_path))
    assert folder_digest(tmp_path) == before == make_library(tmp_path).digest
    (tmp_path / "caveats.yaml").rename(tmp_path / "caveat.yaml")
    renamed = folder_digest(tmp_path)
    (tmp_path / "caveat.yaml").write_text("", encoding="utf-8")
    assert len({before, renamed, folder_digest(tmp_path)}) == 3


def test_the_folder_can_be_named_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MULTIVECTOR_DATA", raising=False)
    assert collection_folder().name == "data"
    monkeypatch.setenv("MULTIVECTOR_DATA", "/somewhere")
    assert collection_folder() == Path("/somewhere")


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "claims", "figure", "value", "partners", "date", "text", "en"])
            | st.text(max_size=3),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=st.sampled_from([name for name in FILES if name.endswith(".yaml")]), value=values)
def test_no_values_make_loading_fail(tmp_path: Path, name: str, value: object) -> None:
    text = yaml.safe_dump(value, allow_unicode=True)
    load_library(write_collection(tmp_path, {name: text}))


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    name=st.sampled_from(list(FILES)),
    start=st.integers(0, 1500),
    length=st.integers(0, 30),
    new=st.text(alphabet="\n \t:-[]{}&*!|>'\"%@`#,?~ab0.\0\x85é", max_size=6),
)
def test_no_damage_makes_loading_fail(
    tmp_path: Path, name: str, start: int, length: int, new: str
) -> None:
    text = FILES[name]
    start %= len(text)
    damaged = text[:start] + new + text[start + length :]
    for problem in load_library(write_collection(tmp_path, {name: damaged})).problems:
        assert problem.line <= damaged.count("\n") + 1 or problem.file != name
        assert problem.as_text().isprintable()


def test_the_cause_comes_first_when_one_broken_list_drags_many_records(tmp_path: Path) -> None:
    loaded = load_library(write_collection(tmp_path, {"units.yaml": "- id: [\n"}))
    first, *others = loaded.problems
    assert (first.code, first.file, first.line) == ("syntax", "units.yaml", 1)
    assert len(others) > 5
    assert {problem.code for problem in others} <= {"held-back-reference", "held-back-content"}
