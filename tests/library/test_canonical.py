"""Canonical form: one way to write a file, nothing read from it changes, no comment is lost."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from multivector.library.canonical import canonical
from multivector.library.contents import contents_of
from multivector.library.layout import layout_of
from multivector.library.problems import Problem
from multivector.library.reader import Read, read_yaml
from tests.makers import FILES

ROOT = Path(__file__).resolve().parents[2]
DEAL, PARTNERS, SERIES = Path("deals/a.yaml"), Path("partners.yaml"), Path("events/a.yaml")
LONG = "word " * 30


def form(text: str, file: Path = DEAL) -> str:
    made = canonical(text, file)
    assert isinstance(made, str), made.as_text()
    return made


@pytest.mark.parametrize("folder", ["data", "examples/uzbekistan"])
def test_the_collections_that_come_along_are_in_canonical_form(folder: str) -> None:
    contents = contents_of(ROOT / folder)
    files = [file for file in contents.files if layout_of(file)]
    assert len(files) > 20
    assert [f for f in files if canonical(contents.text(f), f) != contents.text(f)] == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Order of keys: the model's, unknown ones last; languages too
        ("title: {en: a}\nid: b\n", "id: b\ntitle: {en: a}\n"),
        ("x: 1\ndomain: d\nid: b\n", "id: b\ndomain: d\nx: 1\n"),
        ("title: {de: x, en: a}\n", "title: {en: a, de: x}\n"),
        ("history:\n- {source: s, state: signed}\n", "history:\n  - {state: signed, source: s}\n"),
        # Indents and line ends
        ("amounts:\n-   unit:  usd\n    value:   5\n", "amounts:\n  - value: 5\n    unit: usd\n"),
        ("id: a\r\ntitle:\r\n    en: b\r\n", "id: a\ntitle:\n  en: b\n"),
        ("id: a", "id: a\n"),
        ("--- \nid: a\n...\n", "id: a\n"),
        ("id: a\n\n\n\ndomain: b\n\n\n", "id: a\n\ndomain: b\n"),
        # Quotes only where some reader of YAML takes a text for something else
        ("id: 'a'\n", "id: a\n"),
        ("id: NO\n", 'id: "NO"\n'),
        ("id: '2024'\n", 'id: "2024"\n'),
        ("id: 2024\n", "id: 2024\n"),
        ("id: 2024-05\n", 'id: "2024-05"\n'),
        ("id: 2024-05-14/2024-05-15\n", 'id: "2024-05-14/2024-05-15"\n'),
        ("id: 12:30\n", 'id: "12:30"\n'),
        ("id: 1.50\n", "id: 1.50\n"),
        ("id: 'a: b'\n", 'id: "a: b"\n'),
        ("id: 'say \"a: b\"'\n", "id: 'say \"a: b\"'\n"),
        ("parties: ['a, b', c]\n", 'parties: ["a, b", c]\n'),
        ("id: ~\n", "id: ~\n"),
        ("id:\n", "id:\n"),
        ("id: ' a '\n", "id: a\n"),
        ("id: ''\n", 'id: ""\n'),
        # Long texts and lists
        (f"note: {{en: {LONG}}}\n",
         f"note:\n  en: >-\n    {' '.join(['word'] * 19)}\n    {' '.join(['word'] * 11)}\n"),
        ("note:\n  en: >-\n    short\n", "note:\n  en: short\n"),
        ("note:\n  en: |\n    one\n\n    two\n", "note:\n  en: >-\n    one\n\n\n    two\n"),
        (f"parties: [{', '.join(['Company'] * 20)}]\n", "parties:\n" + "  - Company\n" * 20),
        (f"id: {'x' * 120}\n", f"id: {'x' * 120}\n"),
        ("note: {en: 'a\n\n\n  b'}\n", "note: {en: \"a\\n\\nb\"}\n"),
    ],
)  # fmt: skip
def test_what_is_written_otherwise(before: str, after: str) -> None:
    assert form(before) == after
    assert form(after) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# head\ntitle: {en: a}\n# about the id\nid: b\n",
         "# head\n# about the id\nid: b\ntitle: {en: a}\n"),
        ("title: {en: a}  # beside\nid: b # too\n", "id: b  # too\ntitle: {en: a}  # beside\n"),
        ("history:\n  - state: signed\n    # source: x\nid: a\n",
         "id: a\nhistory:\n  - state: signed\n    # source: x\n"),
        ("history:\n  - state: signed\n# of the next\nid: a\n",
         "# of the next\nid: a\nhistory:\n  - state: signed\n"),
        ("history:\n  - source: s\n    # of the state\n    state: signed\n",
         "history:\n  # of the state\n  - state: signed\n    source: s\n"),
        ("parties: [a, # one\n  b]\n", "parties:\n  - a  # one\n  - b\n"),
        ("note:\n  en: >-  # folded\n    a # not\n", 'note:\n  en: "a # not"  # folded\n'),
        ("id: a\n# the end\n", "id: a\n# the end\n"),
        ("id: 'a # b'\n", 'id: "a # b"\n'),
        ("# nothing\n\n# yet\n", "# nothing\n# yet\n"),
        ("#: how to\nid: a  #: the id\n#: note: {en: }\n", "id: a\n"),
        ("history:  # steps\n  - state: signed\n", "history:  # steps\n  - state: signed\n"),
        ("history:\n  -  # first\n    state: signed\n", "history:  # first\n  - state: signed\n"),
    ],
)  # fmt: skip
def test_comments_stay_with_what_they_are_about(before: str, after: str) -> None:
    made = form(before)
    assert made == after
    assert form(made) == made


def test_a_list_of_records_keeps_its_groups() -> None:
    text = "# All\n\n# Countries\n- {id: AA, kind: country}\n\n# Blocs\n- id: UN\n  kind: bloc\n"
    assert form(text, PARTNERS) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [("a: &x 1\n", "alias"), ("a: [\n", "syntax"), ("a: 1\na: 2\n", "repeated-key"),
     ("a: 1\n---\nb: 1\n", "several-documents"), ("a: !x 1\n", "tag")],
)  # fmt: skip
def test_what_cannot_be_read_is_left_alone(text: str, code: str) -> None:
    made = canonical(text, DEAL)
    assert isinstance(made, Problem)
    assert made.code == code


def test_what_is_no_part_of_a_collection_is_left_alone() -> None:
    made = canonical("a: 1\n", Path("notes.yaml"))
    assert isinstance(made, Problem)
    assert made.code == "not-formatted"


def test_rows_have_their_columns_in_order_and_no_needless_quotes() -> None:
    text = (
        "subject,indicator,partner,period,unit,value,reporter,source,confidence,state\r\n"
        '"AA",turnover, CC ,2023,usd-bn,41.50,aa,x,one-source,observed\r\n\r\n'
    )
    assert form(text, Path("observations/a.csv")) == (
        "indicator,subject,partner,period,value,unit,reporter,source,confidence,state\n"
        "turnover,AA,CC,2023,41.50,usd-bn,aa,x,one-source,observed\n"
    )


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=200)
    | st.sampled_from(["NO", "2024-05", "a: b", "- a", "#x", "a #b", "0o17", "a\nb", "\n a", "'",
                       '"', "a\\", "{", "]", "on", "a,b", "?", "~", LONG, LONG.replace(" ", "  ")]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["id", "title", "en", "history", "a b", "x:", "NO"]), inner,
                      max_size=4),
    max_leaves=10,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(value=values, flow=st.sampled_from([None, True, False]), width=st.integers(20, 120))
def test_whatever_is_read_is_read_again_and_the_form_is_final(
    value: object, flow: bool | None, width: int
) -> None:
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=flow, width=width)
    before = read_yaml(text, "a.yaml")
    made = canonical(text, DEAL)
    if isinstance(before, Problem) or before.problems:
        assert isinstance(made, Problem)
        return
    assert isinstance(made, str), (text, made.as_text())
    assert canonical(made, DEAL) == made


@settings(max_examples=300, deadline=None)
@given(
    name=st.sampled_from([name for name in FILES if name.endswith(".yaml")]),
    at=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 8)), max_size=8),
    trailing=st.lists(st.integers(0, 60), max_size=8),
)
def test_comments_anywhere_are_kept(
    name: str, at: list[tuple[int, int]], trailing: list[int]
) -> None:
    lines = FILES[name].splitlines()
    for number, place in enumerate(trailing):
        line = place % len(lines)
        lines[line] += f"  # beside {number}"
    for number, (place, column) in enumerate(at):
        lines.insert(place % (len(lines) + 1), " " * column + f"# alone {number}")
    text = "\n".join(lines) + "\n"
    made = form(text, Path(name))
    for number in range(len(at)):
        assert made.count(f"# alone {number}\n") == 1
    for number in range(len(trailing)):
        assert f"# beside {number}" in made
    read = read_yaml(made, name)
    assert isinstance(read, Read)
    assert read.value == read_yaml(FILES[name], name).value
    assert form(made, Path(name)) == made
