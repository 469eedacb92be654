from pathlib import Path
from typing import Any

import pytest

from multivector.library.files import LARGEST, text_of
from multivector.library.problems import Problem
from multivector.library.reader import DEEPEST, MOST_PROBLEMS, Read, read_yaml


def read_file(folder: Path, file: str) -> Read | Problem:
    text = text_of(folder, file)
    return text if isinstance(text, Problem) else read_yaml(text, file)


def value_of(text: str) -> Any:
    read = read_yaml(text, "a.yaml")
    assert isinstance(read, Read)
    assert not read.problems
    return read.value


def found_in(text: str) -> list[tuple[str, int, str]]:
    """Code, line and path of each problem in the text."""
    read = read_yaml(text, "a.yaml")
    problems = [read] if isinstance(read, Problem) else read.problems
    return [(problem.code, problem.line, problem.path) for problem in problems]


@pytest.mark.parametrize(
    "text",
    ["NO", "yes", "on", "Off", "011", "0x1F", "0o17", "1_000", "2024-05-14", "12:30", "NA", "N/A",
     "True", "Null", "+", "--", ".5", "5.", "1e", "=", "1,5", "about 5", "12 %"],
)  # fmt: skip
def test_a_plain_text_is_kept_as_written(text: str) -> None:
    assert value_of(f"key: {text}\n") == {"key": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [("true", True), ("false", False), ("null", None), ("~", None), ("", None), ("0", 0),
     ("-12", -12), ("43.5", 43.5), ("1e3", 1000.0), ("-0.5", -0.5)],
)  # fmt: skip
def test_constants_and_numbers_are_converted(text: str, value: object) -> None:
    read = value_of(f"key: {text}\n")["key"]
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize("text", ["true", "null", "5", "2024", ".nan", "*x", "!x", "<<"])
def test_what_stands_in_quotes_is_a_text(text: str) -> None:
    assert value_of(f"key: '{text}'\n") == {"key": text}
    assert value_of(f'key: "{text}"\n') == {"key": text}


def test_each_value_has_the_line_of_its_key_or_hyphen() -> None:
    claims = "claims:\n  - id: a.1\n    figure:\n      value: 5\n  -\n    id: a.2\n"
    text = f"id: a\n{claims}text: >-\n  b\n"
    read = read_yaml(text, "a.yaml")
    assert isinstance(read, Read)
    paths = [("id",), ("claims",), ("claims", 0, "figure", "value"), ("claims", 1, "id"), ("text",)]
    assert [read.line(path) for path in paths] == [1, 2, 5, 7, 8]


def test_what_is_missing_has_the_line_of_what_is_around_it() -> None:
    read = read_yaml("a: 1\nb:\n  - c: 1\n  - d: 1\n", "a.yaml")
    assert isinstance(read, Read)
    assert read.line(("b", 1, "figure", "value")) == 4
    assert read.line(("z",)) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: 1\nb: 2\na: 3\n", [("repeated-key", 3, "")]),
        ("a:\n  - b: 1\n    b: 2\n", [("repeated-key", 3, "a[0]")]),
        ("a: &x 1\nb: *x\n", [("alias", 1, "a"), ("alias", 2, "b")]),
        ("a: *nobody\n", [("alias", 1, "a")]),
        ("*x : 1\n", [("alias", 1, "")]),
        ("a: !!str 1\n", [("tag", 1, "a")]),
        ("a: !!python/object/apply:os.system [ls]\n", [("tag", 1, "a")]),
        ("a: {<<: {b: 1}}\n", [("merge-key", 1, "a")]),
        ("5: x\n", [("key-not-text", 1, "")]),
        ("true: x\n", [("key-not-text", 1, "")]),
        ("? [a, b]\n: x\nc: 1\n", [("key-not-text", 1, "")]),
        ("a: .nan\n", [("number-unusable", 1, "a")]),
        ("a: -.inf\n", [("number-unusable", 1, "a")]),
        ("a: 1e999\n", [("number-unusable", 1, "a")]),
        (f"a: {'9' * 5000}\n", [("number-unusable", 1, "a")]),
        ('a: "b\\0c"\n', [("control-character", 1, "a")]),
        ("a: 1\n---\na: 2\n", [("several-documents", 2, "")]),
        ("a: 1\nb:\tc\n", [("tab", 2, "")]),
        ("a: 1\nb: 'c\nd: 2\n", [("syntax", 2, "")]),
        ("a:\n  - [b, c\n", [("syntax", 2, "")]),
        ("a: [b, c\nd: e\n", [("syntax", 2, "")]),
        ("a: b: c\n", [("syntax", 1, "")]),
        ("a: 1\n@b: 2\n", [("syntax", 2, "")]),
        ("[" * (DEEPEST + 1), [("too-deep", 1, "")]),
        ("[" * 1_000_000, [("too-deep", 1, "")]),
        ("a: *x\n" + "- *x\n" * 3, [("syntax", 2, "")]),
        ("- *x\n" * 100, [("too-many-problems", MOST_PROBLEMS + 1, "")]),
    ],
)
def test_what_was_not_meant_is_refused(text: str, found: list[tuple[str, int, str]]) -> None:
    assert found_in(text) == found


def test_lists_and_mappings_may_stand_in_each_other_up_to_the_limit() -> None:
    assert found_in("[" * DEEPEST + "]" * DEEPEST) == []


def test_a_refusal_spares_what_stands_beside_it() -> None:
    read = read_yaml("- {a: 1}\n- {a: 1, a: 2}\n- {a: 3}\n", "a.yaml")
    assert isinstance(read, Read)
    assert read.value[0] == {"a": 1}
    assert read.value[2] == {"a": 3}
    assert read.around_refused == {(), (1,)}


def file_problem_of(folder: Path, content: bytes) -> tuple[str, int]:
    (folder / "a.yaml").write_bytes(content)
    read = read_file(folder, "a.yaml")
    assert isinstance(read, Problem)
    return read.code, read.line


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"a: 1\nb: \xff\n", ("not-utf8", 2)),
        ("a: 1\n".encode("utf-16"), ("not-utf8", 1)),
        (b"a: 1\nb: \x00\n", ("control-character", 2)),
        (b"a: \x1b[31m\n", ("control-character", 1)),
        ("a: x\u202ey\n".encode(), ("control-character", 1)),
        ("a: x\u2028y\n".encode(), ("control-character", 1)),
        (b"a: 1\n<<<<<<< HEAD\nb: 1\n", ("conflict-marker", 2)),
        (b"a: 1\n>>>>>>> other\n", ("conflict-marker", 2)),
        (b"#" * (LARGEST + 1), ("file-too-large", 0)),
    ],
)
def test_a_file_that_is_no_clean_text_is_refused(
    tmp_path: Path, content: bytes, found: tuple[str, int]
) -> None:
    assert file_problem_of(tmp_path, content) == found


def test_a_byte_order_mark_and_line_ends_of_windows_are_taken(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    read = read_file(tmp_path, "a.yaml")
    assert isinstance(read, Read)
    assert (read.value, read.line(("b",))) == ({"a": 1, "b": 2}, 2)


def test_links_are_followed_only_within_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (tmp_path / "secret.yaml").write_text("a: 1\n", encoding="utf-8")
    (folder / "own.yaml").write_text("a: 1\n", encoding="utf-8")
    (folder / "out.yaml").symlink_to(tmp_path / "secret.yaml")
    (folder / "in.yaml").symlink_to(folder / "own.yaml")
    (folder / "loop.yaml").symlink_to(folder / "loop.yaml")
    codes = {name: read_file(folder, f"{name}.yaml") for name in ("out", "in", "loop", "none")}
    assert {n: p.code for n, p in codes.items() if isinstance(p, Problem)} == {
        "out": "outside-folder",
        "loop": "file-unreadable",
        "none": "file-unreadable",
    }


def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").mkdir()
    read = read_file(tmp_path, "a.yaml")
    assert isinstance(read, Problem)
    assert read.code == "file-unreadable"
