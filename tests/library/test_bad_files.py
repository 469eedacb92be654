"""Files that cannot be read: each is refused in its place, and the rest of the collection stands.

What one could put into a folder is without end; these are the kinds of it. Those that aim at time
and memory are given to a process that may have little of either.
"""

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from multivector.__main__ import main
from multivector.library import files
from multivector.library.files import LARGEST
from multivector.library.history import HISTORY, Headline, record_of, write_record
from multivector.library.load import load_library
from tests.makers import FILES, make_library, write_collection

ROOT = Path(__file__).resolve().parents[2]
CAVEATS, PRESS = "caveats.yaml", "sources/press.yaml"
TRADE, PAPER = "observations/trade.csv", "articles/paper-2025.yaml"
ID = b"- id: preliminary\n"
HEADER = FILES[TRADE].splitlines(keepends=True)[0]


class Found(NamedTuple):
    """What a spoilt file is told, apart from what follows from it, and the places that are left."""

    causes: list[tuple[str, str, int]]
    left: set[tuple[str, str]]


def found_in(folder: Path) -> Found:
    loaded = load_library(folder)
    told = [each for each in loaded.problems if not each.is_consequence]
    for problem in loaded.problems:
        assert problem.as_text().isprintable()
        assert len(problem.as_text()) < 1000
    left = set(loaded.library.places) if loaded.library else set()
    return Found([(each.code, each.file, each.line) for each in told], left)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    return set(make_library(tmp_path_factory.mktemp("sound")).places)


def test_the_names_of_the_kinds_are_unique() -> None:
    assert len(BYTES) == len({name for name, *_ in BYTES})


BYTES: list[tuple[str, str, bytes, str, int]] = [
    # Encodings
    ("utf-16", CAVEATS, FILES[CAVEATS].encode("utf-16"), "not-utf8", 1),
    ("utf-16 without mark", CAVEATS, FILES[CAVEATS].encode("utf-16-le"), "control-character", 1),
    ("utf-32", CAVEATS, FILES[CAVEATS].encode("utf-32"), "not-utf8", 1),
    ("latin-1", CAVEATS, ID + b"  text: {en: Pr\xe9liminary}\n", "not-utf8", 2),
    ("windows-1251", CAVEATS, ID + "  text: {en: текст}\n".encode("cp1251"), "not-utf8", 2),
    ("overlong", CAVEATS, ID + b"  text: {en: \xc0\xaf}\n", "not-utf8", 2),
    ("surrogate", CAVEATS, ID + b"  text: {en: \xed\xa0\x80}\n", "not-utf8", 2),
    ("cut in a letter", CAVEATS, ID + "  text: {en: ж".encode()[:-1], "not-utf8", 2),
    ("table in utf-16", TRADE, FILES[TRADE].encode("utf-16"), "not-utf8", 1),
    ("table in latin-1", TRADE, FILES[TRADE].replace("c.i.f.", "\xe9").encode("latin-1"),
     "not-utf8", 4),
    # Other things than text
    ("zip", TRADE, b"PK\x03\x04\x14\x00\x06\x00", "control-character", 1),
    ("picture", CAVEATS, b"\x89PNG\r\n\x1a\n", "not-utf8", 1),
    ("random", CAVEATS, bytes(range(256)) * 8, "not-utf8", 3),
    # Characters that are not seen
    ("nul", CAVEATS, ID + b"  text: {en: a\x00b}\n", "control-character", 2),
    ("nul in a table", TRADE, FILES[TRADE].replace("c.i", "c\0i").encode(),
     "control-character", 4),
    ("escape for a terminal", CAVEATS, ID + b"  text: {en: \x1b[31m}\n",
     "control-character", 2),
    ("mark within", CAVEATS, ID + "  text: {en: a\ufeffb}\n".encode(), "control-character", 2),
    ("right to left", CAVEATS, ID + "  text: {en: a\u202eb}\n".encode(),
     "control-character", 2),
    ("right to left isolate", CAVEATS, ID + "  text: {en: a\u2067b}\n".encode(),
     "control-character", 2),
    ("right-to-left mark", TRADE, FILES[TRADE].replace("c.i", "c\u200fi").encode(),
     "control-character", 4),
    ("no width", CAVEATS, ID + "  text: {en: a\u200bb}\n".encode(), "control-character", 2),
    ("word joiner", CAVEATS, ID + "  text: {en: a\u2060b}\n".encode(), "control-character", 2),
    ("soft hyphen", CAVEATS, ID + "  text: {en: a\u00adb}\n".encode(), "control-character", 2),
    ("hidden letters", CAVEATS, ID + "  text: {en: \U000e0041}\n".encode(),
     "control-character", 2),
    ("line end of few programs", CAVEATS, ID + "  text: {en: a\u2028b}\n".encode(),
     "control-character", 2),
    ("no character", CAVEATS, ID + "  text: {en: a\uffffb}\n".encode(),
     "control-character", 2),
    ("escaped right to left", CAVEATS, ID + b'  text: {en: "a\\u202eb"}\n',
     "control-character", 2),
    ("escaped surrogate", CAVEATS, ID + b'  text: {en: "\\ud800"}\n', "syntax", 2),
    # Line ends, tabs, merges
    ("tab", CAVEATS, ID + b"\ttext: {en: a}\n", "tab", 2),
    ("tab between old line ends", CAVEATS, b"- id: x\r\ttext: {en: a}\r", "tab", 2),
    ("tab between line ends of windows", CAVEATS, b"- id: x\r\n\ttext: {en: a}\r\n", "tab", 2),
    ("merge, our side", CAVEATS, ID + b"<<<<<<< HEAD\n  text: {en: a}\n",
     "conflict-marker", 2),
    ("merge, base", CAVEATS, ID + b"||||||| 1234567\n  text: {en: a}\n", "conflict-marker", 2),
    ("merge, their side", CAVEATS, ID + b"  text: {en: a}\n>>>>>>> topic\n",
     "conflict-marker", 3),
    ("merge in a table", TRADE, (FILES[TRADE] + ">>>>>>> topic\n").encode(),
     "conflict-marker", 8),
    # YAML
    ("quote not closed", CAVEATS, ID + b"  text: {en: 'a}\n", "syntax", 2),
    ("double quote not closed", CAVEATS, ID + b'  text: {en: "a}\n- id: y\n', "syntax", 2),
    ("bracket not closed", CAVEATS, ID + b"  text: {en: a\n", "syntax", 2),
    ("colon in a text", CAVEATS, ID + b"  text: a: b\n", "syntax", 2),
    ("percent at the start", CAVEATS, ID + b"  text: %a\n", "syntax", 2),
    ("indent", CAVEATS, ID + b" text: {en: a}\n", "syntax", 2),
    ("directive", CAVEATS, b"%YAML 3.0\n---\n- id: preliminary\n", "syntax", 1),
    ("key twice", CAVEATS, ID + b"  text: {en: a}\n  id: y\n", "repeated-key", 3),
    ("language twice", CAVEATS, ID + b"  text: {en: a, en: b}\n", "repeated-key", 2),
    ("tag of a language", CAVEATS, ID + b"  text: !!python/object/apply:os.system [ls]\n",
     "tag", 2),
    ("tag of a type", CAVEATS, b"- id: !!str preliminary\n  text: {en: a}\n", "tag", 1),
    ("binary", CAVEATS, ID + b"  text: !!binary aGk=\n", "tag", 2),
    ("anchor", CAVEATS, ID + b"  text: &a {en: a}\n", "alias", 2),
    ("alias to itself", CAVEATS, b"&a\n- *a\n", "alias", 1),
    ("merge key", CAVEATS, ID + b"  text: {en: a}\n  <<: {id: y}\n", "merge-key", 3),
    ("two documents", CAVEATS, ID + b"  text: {en: a}\n---\n- id: y\n",
     "several-documents", 3),
    ("list as a key", CAVEATS, ID + b"  text: {en: a}\n  ? [a]\n  : b\n", "key-not-text", 3),
    ("number as a key", CAVEATS, ID + b"  text: {en: a}\n  5: b\n", "key-not-text", 3),
    ("list of nothing", CAVEATS, b"-\n", "missing-key", 1),
    ("one text", CAVEATS, b"nothing\n", "wrong-shape", 1),
    ("one number", CAVEATS, b"5\n", "wrong-shape", 1),
    ("html", CAVEATS, b"<!DOCTYPE html>\n<html></html>\n", "wrong-shape", 1),
    ("json of another shape", CAVEATS, b'{"id": "x"}', "wrong-shape", 1),
    # CSV
    ("semicolons", TRADE, FILES[TRADE].replace(",", ";").encode(), "unknown-column", 1),
    ("no header", TRADE, b"\n\n", "empty-file", 0),
    ("nothing", TRADE, b"", "empty-file", 0),
    ("column twice", TRADE, ("indicator," + FILES[TRADE]).encode(), "repeated-column", 1),
    ("quote within", TRADE, FILES[TRADE].replace("aa-stat", '"aa"-stat', 1).encode(), "syntax", 2),
    ("cell without end", TRADE, (FILES[TRADE] + "\"turnover,AA\n").encode(), "syntax", 8),
    ("longest cell", TRADE, (FILES[TRADE] + "x" * 200_000 + "\n").encode(), "syntax", 8),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "content", "code", "line"),
    [case[1:] for case in BYTES],
    ids=[name for name, *_ in BYTES],
)
def test_what_cannot_be_read_is_refused_in_its_place(
    tmp_path: Path, sound: set[tuple[str, str]], file: str, content: bytes, code: str, line: int
) -> None:
    (write_collection(tmp_path) / file).write_bytes(content)
    found = found_in(tmp_path)
    assert (code, file, line) in found.causes
    assert {each for _, each, _ in found.causes} == {file}
    kept = {place for place in sound if place[0] in ("partner", "source", "article", "domain")}
    assert kept <= found.left


def hole(path: Path) -> None:
    """A file of a gigabyte that takes no place."""
    path.unlink()
    with path.open("wb") as file:
        file.truncate(1_000_000_000)


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def link(target: str) -> Callable[[Path], None]:
    def made(path: Path) -> None:
        path.unlink()
        path.symlink_to(target)

    return made


def links_to_each_other(path: Path) -> None:
    link("second")(path)
    (path.parent / "second").symlink_to(path.name)


PLACES: list[tuple[str, Callable[[Path], None], str]] = [
    ("a gigabyte", hole, "file-too-large"),
    ("pipe", pipe, "file-unreadable"),
    ("folder", folder, "file-unreadable"),
    ("link to a device", link("/dev/zero"), "outside-folder"),
    ("link to passwords", link("/etc/passwd"), "outside-folder"),
    ("link upwards", link("../.."), "outside-folder"),
    ("link to nothing", link("nowhere"), "file-unreadable"),
    ("links in a circle", links_to_each_other, "file-unreadable"),
]


@pytest.mark.parametrize(
    ("spoil", "code"), [case[1:] for case in PLACES], ids=[case[0] for case in PLACES]
)
@pytest.mark.parametrize("file", [PRESS, TRADE, PAPER])
def test_what_is_no_file_of_the_folder_is_refused(
    tmp_path: Path, file: str, spoil: Callable[[Path], None], code: str
) -> None:
    spoil(write_collection(tmp_path) / file)
    assert (code, file, 0) in found_in(tmp_path).causes


def test_a_folder_in_the_place_of_a_needed_file_leaves_it_missing(tmp_path: Path) -> None:
    folder(write_collection(tmp_path) / "units.yaml")
    assert found_in(tmp_path).causes == [("file-missing", "units.yaml", 0)]


def test_a_file_that_the_system_keeps_shut_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_collection(tmp_path)

    def shut(path: str, mode: str) -> object:
        if Path(path).name == CAVEATS:
            raise PermissionError(13, "Permission denied")
        return Path(path).open(mode)

    monkeypatch.setattr(files, "open", shut, raising=False)
    assert ("file-unreadable", CAVEATS, 0) in found_in(tmp_path).causes


ENDLESS: list[tuple[str, str, bytes, str]] = [
    ("aliases of aliases", CAVEATS, b"a: &a [x, x]\n" + b"".join(
        b"%c: &%c [%s]\n" % (each, each, b", ".join([b"*%c" % (each - 1)] * 9))
        for each in range(98, 123)), "too-many-problems"),
    ("a million lists in each other", CAVEATS, b"[" * 1_000_000, "too-deep"),
    ("a million mappings in each other", CAVEATS, b"{a: " * 1_000_000, "too-deep"),
    ("a million hyphens", CAVEATS, b"- " * 1_000_000, "too-deep"),
    ("a million documents", CAVEATS, b"---\n" * 1_000_000, "several-documents"),
    ("a million aliases", CAVEATS, b"- *x\n" * 900_000, "too-many-problems"),
    ("a million numbers for records", "partners.yaml", b"- 1\n" * 500_000, "too-many-problems"),
    ("a key of megabytes", CAVEATS, b"- {" + b"a" * 4_000_000 + b": 1}\n", "syntax"),
    ("a quote over a million lines", CAVEATS, b"- id: '" + b"x\n  " * 1_000_000, "syntax"),
    ("keys that are not known", PAPER, b"id: paper-2025\nsource: paper-2025\nclaims: []\n"
     + b"".join(b"k%d: 1\n" % each for each in range(100_000)), "unknown-key"),
    ("rows that are too short", TRADE, HEADER.encode() + b"a\n" * 2_000_000,
     "too-many-problems"),
    ("rows with all cells wrong", TRADE, HEADER.encode()
     + b"turnover,aa,cc,20233,1,,,usd bn,aa stat,office 2025,,one,obs,,,\n" * 60_000,
     "too-many-problems"),
    ("a header of a million columns", TRADE, b"a," * 1_000_000 + b"\n", "unknown-column"),
    ("a cell without end", TRADE, HEADER.encode() + b'"' + b"\n" * 4_000_000, "syntax"),
    ("more than is read", CAVEATS, b"#" * (LARGEST + 1), "file-too-large"),
]  # fmt: skip
SECONDS, BYTES_OF_MEMORY = 20, 1_000_000_000


def limits() -> None:
    """Time of the processor and memory that a process may have."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES_OF_MEMORY, BYTES_OF_MEMORY))


def checked(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "multivector", "check", folder],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False, preexec_fn=limits,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("file", "content", "code"),
    [
        pytest.param(*case[1:], id=case[0], marks=() if at in (0, 1, 11) else pytest.mark.slow)
        for at, case in enumerate(ENDLESS)
    ],
)
def test_what_would_take_all_time_and_memory_takes_little(
    tmp_path: Path, file: str, content: bytes, code: str
) -> None:
    (write_collection(tmp_path) / file).write_bytes(content)
    done = checked(tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert f" error {code}: " in done.stdout
    assert len(done.stdout) < 1_000_000


def test_all_of_it_in_one_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_collection(tmp_path)
    for at, (_, file, content, _, _) in enumerate(BYTES):
        path = Path(file)
        (tmp_path / "sources" / f"bad-{at}.yaml").write_bytes(content)
        (tmp_path / path.parent / f"bad-{at}{path.suffix}").write_bytes(content)
    assert main(["check", str(tmp_path)]) == 1
    *told, summary = capsys.readouterr().out.splitlines()
    assert len([line for line in told if ": error " in line]) > len(BYTES)
    assert summary.endswith("warnings")
    data = ("--data", str(tmp_path))
    for words, status in (
        (("format", str(tmp_path), "--check"), 1),
        (("format", str(tmp_path)), 1),
        (("export", "claims", *data), 0),
        (("new", "article", "new-2025", *data), 0),
        (("schema", "--out", str(tmp_path / "schemas"), *data), 0),
        (("check", str(tmp_path), "--format", "json"), 1),
    ):
        assert main(words) == status, words


RECORDS: list[tuple[str, Callable[[Path], object]]] = [
    ("not utf-8", lambda path: path.write_bytes(b"kind,key,value\nfigure,a,\xff\n")),
    ("other headings", lambda path: path.write_text("a,b,c\n1,2,3\n", encoding="utf-8")),
    ("row too short", lambda path: path.write_text("kind,key,value\na\n", encoding="utf-8")),
    ("nothing", lambda path: path.write_bytes(b"")),
    ("nul", lambda path: path.write_bytes(b"kind,key,value\na,b,\0\n")),
    ("quote not closed", lambda path: path.write_bytes(b'kind,key,value\na,b,"c\n')),
    ("a gigabyte", hole),
    ("pipe", pipe),
    ("folder", folder),
    ("link out", link("/dev/zero")),
]


@pytest.mark.parametrize("spoil", [case[1] for case in RECORDS], ids=[case[0] for case in RECORDS])
def test_the_record_of_an_earlier_version_may_be_bad_too(
    tmp_path: Path, spoil: Callable[[Path], object]
) -> None:
    said = (Headline("figure", "turnover|CC", "41"),)
    path = write_record(write_collection(tmp_path), "2025.1.0", said)
    assert record_of(tmp_path, "2025.1.0") == said
    spoil(path)
    assert record_of(tmp_path, "2025.1.0") is None
    assert found_in(tmp_path).causes == []
    assert path.parent.name == HISTORY


@pytest.mark.parametrize("version", ["../focus", "/etc/passwd", "..", "", "2025.1.0/", "\0", "*"])
def test_no_other_file_is_read_for_a_version(tmp_path: Path, version: str) -> None:
    write_record(write_collection(tmp_path), "2025.1.0", ())
    assert record_of(tmp_path, version) is None
