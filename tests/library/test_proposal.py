"""What is proposed stands in its place, in memory; what has no place is told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from multivector.library.contents import Contents, contents_of
from multivector.library.load import load_contents
from multivector.library.problems import Problem
from multivector.library.proposal import (
    LARGEST_PROPOSED,
    MOST_PROPOSED,
    Part,
    Proposal,
    excerpt,
    new_problems,
    parts_of,
    proposal,
    record_named,
)
from multivector.model import Claim, Event, Observation, Source
from tests.makers import FILES, write_collection

PAPER = FILES["articles/paper-2025.yaml"]
HEADER, *ROWS = FILES["observations/trade.csv"].splitlines()
EVENT = """\
- id: talks-2024
  title: {en: Talks of 2024}
  start: 2024-05
  partners: [CC]
  kind: summit
  level: head-of-state
  state: held
  outcome: {en: Four agreements.}
  sources: [paper-2025]
  confidence: one-source
"""
SOURCE = """\
id: new-paper
type: article-newspaper
title: New
publisher: Paper
URL: https://example.org/new
side: third
nature: independent
seen: full
"""
Proposed = Callable[..., Proposal]


@pytest.fixture
def contents(tmp_path: Path) -> Contents:
    return contents_of(write_collection(tmp_path))


@pytest.fixture
def proposed(contents: Contents) -> Proposed:
    library = load_contents(contents).library
    assert library is not None
    return lambda text, name="": proposal(
        contents, library, [Part(each.content, name) for each in parts_of(text)]
    )


def problems(contents: Contents, made: Proposal) -> list[Problem]:
    return [*made.problems, *new_problems(load_contents(contents), load_contents(made.contents))]


def test_a_whole_article_replaces_its_file_and_its_error_is_told_with_its_line(
    contents: Contents, proposed: Proposed
) -> None:
    made = proposed(PAPER.replace("domain: trade", "domain: trad", 1))
    assert list(made.texts) == [Path("articles/paper-2025.yaml")]
    first = problems(contents, made)[0]
    assert (first.code, first.cure) == ("unknown-reference", "did you mean 'trade'?")
    assert made.line_of(first).strip() == "domain: trad"
    assert made.given_line(first) == first.line


def test_an_event_stands_in_the_place_of_the_one_it_corrects(
    contents: Contents, proposed: Proposed
) -> None:
    made = proposed(EVENT)
    after = load_contents(made.contents).library
    assert after is not None and problems(contents, made) == []
    assert list(after.events) == ["talks-2023", "talks-2024"]
    assert after.events["talks-2024"].outcome["en"] == "Four agreements."
    assert made.records(after, Event) == ["talks-2024"]


def test_a_mistake_in_the_middle_of_a_file_is_told_by_the_line_that_was_given(
    contents: Contents, proposed: Proposed
) -> None:
    made = proposed(EVENT.replace("kind: summit", "kind: sumit"))
    (found,) = (each for each in problems(contents, made) if each.code == "not-in-list")
    assert made.given_line(found) == 5
    assert found.line > 5


def test_sources_are_put_behind_the_others_with_or_without_a_hyphen(
    contents: Contents, proposed: Proposed
) -> None:
    as_item = "- " + SOURCE.strip().replace("\n", "\n  ")
    for text in (SOURCE, as_item, f"#: remark\n{as_item}\n"):
        made = proposed(text)
        after = load_contents(made.contents).library
        assert after is not None and problems(contents, made) == []
        assert made.records(after, Source) == ["new-paper"]


def test_an_article_and_its_source_are_set_apart_by_hyphens(
    contents: Contents, proposed: Proposed
) -> None:
    article = PAPER.replace("paper-2025", "new-paper")
    made = proposed(f"{SOURCE}---\n{article}")
    assert problems(contents, made) == []
    after = load_contents(made.contents).library
    assert after is not None and all(
        each.startswith("new-paper.") for each in made.records(after, Claim)
    )


def test_a_row_is_mended_in_its_file_and_a_file_of_rows_is_new(
    contents: Contents, proposed: Proposed
) -> None:
    made = proposed(f"{HEADER}\n{ROWS[1].replace('43.5', '43.6')}\n")
    assert list(made.texts) == [Path("observations/trade.csv")]
    after = load_contents(made.contents).library
    assert after is not None and problems(contents, made) == []
    assert made.records(after, Observation) == ["turnover|AA|CC|2024|usd-bn|aa-stat"]
    named = proposed(f"{HEADER}\n{ROWS[0].replace('2023', '2022')}\n", "more.csv")
    assert list(named.texts) == [Path("observations/more.csv")]


@pytest.mark.parametrize("name", ["../../etc/passwd.csv", "/x.csv", "A B.csv", "\x00.csv", ".csv"])
def test_names_of_files_lead_nowhere(proposed: Proposed, name: str) -> None:
    (file,) = proposed(f"{HEADER}\n", name).texts
    assert file.parent == Path("observations")
    assert file.stem in ("new", "passwd", "x")


@pytest.mark.parametrize("record_id", ["../../focus", "/etc/passwd", "a b", "[1]", "{a: b}", "~"])
def test_ids_lead_nowhere(proposed: Proposed, record_id: str) -> None:
    (file,) = proposed(PAPER.replace("id: paper-2025", f"id: {record_id}", 1)).texts
    assert file == Path("articles/new.yaml")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: [", "syntax"),
        ("just words", "wrong-shape"),
        ("- 1\n- 2\n", "wrong-shape"),
        ("[{id: x, title: y, URL: z}]", "wrong-shape"),
        ("nothing: known\n", "wrong-shape"),
        ("id: x\n\ttab: y\n", "tab"),
        ("id: \u202ex\n", "control-character"),
        ("a: &a [b]\nc: *a\n", "alias"),
        ("- id: other.1\n  paragraph: 1\n  partners: [CC]\n  domain: trade\n", "unknown-reference"),
        ("[" * 5000, "too-deep"),
    ],
)
def test_what_has_no_place_is_told(
    contents: Contents, proposed: Proposed, text: str, code: str
) -> None:
    made = proposed(text)
    assert made.texts == {}
    assert [each.code for each in made.problems][:1] == [code]


def test_too_much_is_not_read(contents: Contents, proposed: Proposed) -> None:
    for text in ("x" * (LARGEST_PROPOSED + 1), "---\n".join(["id: x\n"] * (MOST_PROPOSED + 1))):
        assert [each.code for each in proposed(text).problems] == ["file-too-large"]


def test_bytes_that_are_no_text_are_told(contents: Contents) -> None:
    library = load_contents(contents).library
    assert library is not None
    made = proposal(contents, library, [Part(b"id: \xff\n", "a.yaml")])
    assert [each.code for each in made.problems] == ["not-utf8"]


def test_what_was_wrong_before_is_not_laid_at_the_door_of_the_proposal(
    tmp_path: Path, proposed: Proposed
) -> None:
    broken = EVENT.replace("kind: summit", "kind: sumit")
    before = load_contents(proposed(broken).contents)
    assert new_problems(before, before) == ()


def test_an_excerpt_goes_back_to_where_it_came_from(contents: Contents, proposed: Proposed) -> None:
    library = load_contents(contents).library
    assert library is not None
    for asked in ("paper-2025.1", "talks-2023", "pipeline", "turnover|AA|CC|2024|usd-bn|aa"):
        found = record_named(library, asked)
        assert found is not None
        text = excerpt(contents, library.places[found])
        made = proposed(text)
        assert {file: contents.text(file) for file in made.texts} == made.texts, asked


@pytest.mark.parametrize("asked", ["", "|", "nothing", "turnover|", "../focus.yaml"])
def test_unknown_records_are_none(contents: Contents, asked: str) -> None:
    library = load_contents(contents).library
    assert library is not None
    assert record_named(library, asked) is None
