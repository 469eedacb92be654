"""Whatever bytes lie in a folder, reading them ends in records and problems, nothing else."""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from multivector.library.contents import Contents
from multivector.library.files import decoded
from multivector.library.layout import FOLDERS, Table
from multivector.library.load import load_contents
from multivector.library.problems import Problem
from multivector.library.reader import Read, is_text_unquoted, read_yaml
from multivector.library.rows import read_rows
from tests.library.test_bad_records import ALL

MORE = settings(
    max_examples=3000, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
FEW = settings(MORE, max_examples=120)
EFFORTS = [pytest.param(FEW, id="few"), pytest.param(MORE, id="many", marks=pytest.mark.slow)]
TRADE = next(each for each in FOLDERS.values() if isinstance(each, Table))

scraps = st.sampled_from(
    ["- ", ": ", "? ", "| ", "> ", "|+2\n", ">-\n", "[", "]", "{", "}", ",", "&a ", "*a ", "!!str ",
     "!<x> ", "%YAML 1.2\n", "---\n", "...\n", "#", "'", '"', "\\", "\\x00", "\\u202e", "@", "`",
     "<<: ", "=", "~", "null", "true", "NO", "1e9", ".inf", ".nan", "0x1f", "1_0", "2024-05-14",
     "\n", "\n  ", "\n    ", "\r", "\r\n", "\t", " ", "\x00", "\x85", "\ufeff", "\u2028", "é", "😀",
     "id", "id: ", "en", "claims:\n", "a", "a: b\n", "- a\n"]
)  # fmt: skip
texts = st.text(max_size=60) | st.lists(scraps | st.text(max_size=3), max_size=60).map("".join)
contents = st.binary(max_size=80) | texts.map(lambda text: text.encode("utf-8", "surrogatepass"))


def told_well(problems: list[Problem], files: Mapping[str, bytes]) -> None:
    for problem in problems:
        assert problem.as_text().isprintable()
        assert problem.message and problem.cure
        content = files.get(problem.file, b"").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        assert 0 <= problem.line <= content.count(b"\n") + 1 or problem.file not in files


@pytest.mark.parametrize("effort", EFFORTS)
def test_any_bytes_are_read_or_refused(effort: settings) -> None:
    @effort
    @given(contents)
    def holds(content: bytes) -> None:
        text = decoded(content, "a.yaml")
        if isinstance(text, Problem):
            told_well([text], {"a.yaml": content})
            return
        read = read_yaml(text, "a.yaml")
        problems = [read] if isinstance(read, Problem) else list(read.problems)
        told_well(problems, {"a.yaml": content})
        if isinstance(read, Read) and not problems:
            json.dumps(read.value, allow_nan=False)
        rows = read_rows(text, "a.yaml", TRADE.columns)
        told_well(list(rows.problems), {"a.yaml": content})

    holds()


class Cut(NamedTuple):
    """A change of a file: what stands between two places, as parts of its length, is replaced."""

    file: str
    start: float
    length: int
    new: bytes


cuts = st.builds(
    Cut,
    st.sampled_from(list(ALL)),
    st.floats(0, 1),
    st.integers(0, 200),
    contents | st.sampled_from([text.encode()[at : at + 90] for text in ALL.values()
                                for at in range(0, len(text), 90)]),
)  # fmt: skip


@pytest.mark.parametrize("effort", EFFORTS)
def test_any_damage_to_sound_files_is_told(effort: settings) -> None:
    @effort
    @given(st.lists(cuts, min_size=1, max_size=5))
    def holds(made: list[Cut]) -> None:
        files = {name: text.encode() for name, text in ALL.items()}
        for cut in made:
            old = files[cut.file]
            at = int(cut.start * len(old))
            files[cut.file] = old[:at] + cut.new + old[at + cut.length :]
        loaded = load_contents(Contents({Path(name): held for name, held in sorted(files.items())}))
        told_well(list(loaded.problems), files)
        assert loaded.library or not loaded.is_sound

    holds()


class Case(NamedTuple):
    """A case of the public YAML test suite: a text, and what it means as JSON, if it is sound."""

    name: str
    text: str
    meaning: str | None


SIGNS = {"␣": " ", "»": "\t", "↵": "", "←": "\r", "⇔": "\ufeff"}
"""How the suite's sources write what is not seen; dashes before » fill a tab's width."""


def suite(folder: Path) -> Iterator[Case]:
    """The cases in a folder: its data branch (a folder a case) or its sources (a file a case)."""
    for file in sorted(folder.rglob("in.yaml")):
        meaning = file.with_name("in.json")
        is_sound = meaning.exists() and not file.with_name("error").exists()
        text = file.read_bytes().decode("utf-8")
        name = file.parent.relative_to(folder).as_posix()
        yield Case(name, text, meaning.read_text("utf-8") if is_sound else None)
    for file in sorted(folder.rglob("src/*.yaml")):
        for at, each in enumerate(yaml.safe_load(file.read_text("utf-8"))):
            if "yaml" in each:
                sound = None if each.get("fail") else each.get("json")
                yield Case(f"{file.stem}-{at}", unsigned(each["yaml"]), sound)


def unsigned(text: str) -> str:
    """The text that a source of the suite stands for."""
    text = text.removesuffix("∎\n")
    for sign, meant in SIGNS.items():
        text = text.replace(sign, meant)
    return text.replace("—", "")


def same(ours: Any, theirs: Any) -> bool:
    """Whether we read what the suite says; what YAML 1.2 takes for a number may stay a text."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return ours.keys() == theirs.keys() and all(same(ours[key], theirs[key]) for key in ours)
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(same, ours, theirs))
    if isinstance(ours, str) and not isinstance(theirs, str | dict | list):
        return is_text_unquoted(ours)
    return bool(ours == theirs)


def ends_well(case: Case) -> Read | None:
    """What is read of a case, if all of it is; checks that otherwise there are problems."""
    text = decoded(case.text.encode(), "in.yaml")
    read = text if isinstance(text, Problem) else read_yaml(text, "in.yaml")
    problems = [read] if isinstance(read, Problem) else list(read.problems)
    told_well(problems, {"in.yaml": case.text.encode()})
    return read if isinstance(read, Read) and not problems else None


def differences(cases: list[Case]) -> list[str]:
    """Names of the cases that are read otherwise than they are meant."""
    found = []
    for case in cases:
        read = ends_well(case)
        if read and case.meaning is not None and not same(read.value, meant(case.meaning)):
            found.append(case.name)
    return found


def meant(text: str) -> Any:
    """The value a case has, that of its first document; None if its text holds none."""
    return json.JSONDecoder().raw_decode(text.strip())[0] if text.strip() else None


@pytest.mark.parametrize("folder", ["229Q", "src"])
def test_cases_of_the_public_suite_are_found_in_both_its_forms(tmp_path: Path, folder: str) -> None:
    texts = {"a": ("- a: 1\n  b: yes\n", '[{"a": 1, "b": "yes"}]'), "b": ("a: [b\n", None)}
    if folder == "src":
        (tmp_path / "src").mkdir()
        sources = '- yaml: |\n    -␣a: 1\n      b: yes\n  json: \'[{"a": 1, "b": "yes"}]\'\n'
        sources += "- yaml: |\n    a: [b\n  fail: true\n"
        (tmp_path / "src" / "a.yaml").write_text(sources, "utf-8")
    else:
        for name, (text, meaning) in texts.items():
            (tmp_path / name).mkdir()
            (tmp_path / name / "in.yaml").write_text(text, "utf-8")
            if meaning:
                (tmp_path / name / "in.json").write_text(meaning, "utf-8")
            else:
                (tmp_path / name / "error").write_text("", "utf-8")
    cases = list(suite(tmp_path))
    assert [(case.text, case.meaning) for case in cases] == list(texts.values())
    assert [ends_well(case) is None for case in cases] == [False, True]
    assert differences(cases) == []
    assert differences([case._replace(meaning="[1]") for case in cases]) == [cases[0].name]


GIVEN = os.environ.get("YAML_TEST_SUITE")

if GIVEN:  # Not collected otherwise: the suite's files are not ours to keep.
    CASES = list(suite(Path(GIVEN)))

    @pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
    def test_a_case_of_the_public_suite_is_read_or_refused(case: Case) -> None:
        ends_well(case)

    def test_what_is_read_of_the_public_suite_is_what_it_says() -> None:
        # The parser itself, libyaml, is known to read a few cases otherwise.
        assert CASES
        assert len(differences(CASES)) <= len(CASES) // 50, differences(CASES)
