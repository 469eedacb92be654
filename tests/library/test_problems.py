import re
from pathlib import Path

import pytest

from multivector.library.problems import CODES, Problem, path_text, quoted

LIBRARY = Path(__file__).resolve().parents[2] / "multivector" / "library"


def make_problem(code: str = "tab", file: str = "a.yaml", line: int = 1) -> Problem:
    return Problem(code, "error", file, line, "claims[0]", "there is a tab", "use spaces")


def test_a_problem_reads_as_one_line() -> None:
    assert make_problem().as_text() == "a.yaml:1: error tab: there is a tab (use spaces)"


def test_problems_are_sorted_by_place() -> None:
    problems = [make_problem(file="b"), make_problem(line=10), make_problem(line=9)]
    assert [(p.file, p.line) for p in sorted(problems)] == [("a.yaml", 9), ("a.yaml", 10), ("b", 1)]


def test_the_list_of_codes_is_closed() -> None:
    with pytest.raises(ValueError, match="closed list"):
        make_problem(code="other")


def test_every_code_is_used_and_every_used_code_is_known() -> None:
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in LIBRARY.glob("*.py")
        if path.name != "problems.py"
    )
    assert [code for code in CODES if f'"{code}"' not in source] == []


def test_every_code_has_a_meaning_of_one_sentence() -> None:
    assert [code for code, text in CODES.items() if not re.fullmatch(r"[A-Z][^\n]*\.", text)] == []


def test_a_path_reads_like_a_path() -> None:
    assert path_text(("claims", 3, "figure", "value")) == "claims[3].figure.value"
    assert path_text((1, "id")) == "[1].id"
    assert path_text(()) == ""


def test_quoted_values_stay_on_one_line_and_short() -> None:
    assert quoted("a\nb\x1b") == r"'a\nb\x1b'"
    assert len(quoted("x" * 1000)) == 62
    assert quoted(5) == "5"


def test_causes_come_before_what_follows_from_them_and_warnings_last() -> None:
    consequence, cause = make_problem("held-back-reference", "a"), make_problem("syntax", "z")
    warning = Problem("implausible", "warning", "a", 1, "", "low", "check it")
    assert sorted([warning, consequence, cause]) == [cause, consequence, warning]
