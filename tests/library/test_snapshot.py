"""A start from the snapshot gives what the texts give, whatever is wrong with the snapshot."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from multivector.library import load, snapshot
from multivector.library.contents import contents_of
from multivector.library.load import Loaded, load_known, load_library
from multivector.library.records import validated
from multivector.model import Article, Claim, Record
from tests.makers import spoil, write_collection

PAPER, TRADE, SOURCES = "articles/paper-2025.yaml", "observations/trade.csv", "sources/press.yaml"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("MULTIVECTOR_CACHE", str(folder))
    return folder


@pytest.fixture
def folder(tmp_path: Path, cache: Path) -> Path:
    return write_collection(tmp_path / "data")


@pytest.fixture
def texts_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files of which the text is read from here on."""
    names: list[str] = []

    def noted(read: Callable[..., object]) -> Callable[..., object]:
        def reading(text: str, file: str, *others: object) -> object:
            names.append(file)
            return read(text, file, *others)

        return reading

    monkeypatch.setattr(load, "read_yaml", noted(load.read_yaml))
    monkeypatch.setattr(load, "read_rows", noted(load.read_rows))
    return names


def known(folder: Path) -> Loaded:
    return load_known(folder, contents_of(folder))


def the_one(cache: Path) -> Path:
    (path,) = cache.iterdir()
    return path


def put_in(folder: Path, cache: Path, batch: pa.RecordBatch) -> None:
    """Put a snapshot with the right name in the place of the folder's."""
    made = pa.BufferOutputStream()
    with pa.ipc.new_file(made, batch.schema) as writer:
        writer.write_batch(batch)
    content = made.getvalue().to_pybytes()
    (cache / snapshot._own_name(folder, content)).write_bytes(content)


def assert_same(one: Loaded, other: Loaded) -> None:
    assert one.problems == other.problems
    assert one.library is not None and other.library is not None
    for field in fields(one.library):
        first, second = getattr(one.library, field.name), getattr(other.library, field.name)
        if isinstance(first, Mapping):
            assert list(first.items()) == list(second.items()), field.name
        elif field.name == "observations":
            assert list(first) == list(second)
            pd.testing.assert_frame_equal(first.frame, second.frame, check_categorical=False)
        else:
            assert first == second, field.name


def test_the_second_start_reads_no_text_and_finds_the_same(
    folder: Path, texts_read: list[str]
) -> None:
    first = known(folder)
    assert {PAPER, TRADE} <= set(texts_read)
    texts_read.clear()
    assert_same(known(folder), first)
    assert texts_read == []
    assert_same(first, load_library(folder))


def test_our_own_collection_is_the_same_from_its_snapshot(cache: Path) -> None:
    known(ROOT / "data")
    assert_same(known(ROOT / "data"), load_library(ROOT / "data"))


def test_an_article_is_made_when_it_is_first_asked_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = known(folder).library
    assert text is not None
    made: list[object] = []

    def noted(model: type[Record], value: object, *others: Any) -> object:
        if model in (Article, Claim):
            made.append(model)
        return validated(model, value, *others)

    monkeypatch.setattr(load, "validated", noted)
    library = known(folder).library
    assert library is not None
    assert list(library.claims) == ["paper-2025.1", "paper-2025.2", "paper-2025.3"]
    assert library.article_of["paper-2025.2"] == "paper-2025"
    assert library.places["claim", "paper-2025.2"].file == PAPER
    assert library.partners_of_claims == {"CC", "NO", "UN"}
    told = [(each.event, each.domain) for each in text.claims.values() if each.event]
    assert list(library.events_of_claims) == told
    assert told
    assert made == []
    claim = library.claims["paper-2025.2"]
    assert claim is library.articles["paper-2025"].claims[1]
    assert claim is list(library.claims.values())[1]
    assert made == [Article]
    assert library.claims.get("paper-2025.4") is None


@pytest.mark.parametrize(
    "change",
    [
        spoil("deals/pipeline.yaml", "{en: Pipeline}", "{en: Other}"),
        spoil(PAPER, "domain: trade", "domain: diplomacy"),
        spoil(TRADE, "43.5", "43.9"),
    ],
)
def test_a_changed_file_is_read_again_and_no_other(
    folder: Path, texts_read: list[str], change: dict[str, str | None]
) -> None:
    known(folder)
    write_collection(folder, change)
    texts_read.clear()
    changed = known(folder)
    assert texts_read == list(change)
    assert_same(changed, load_library(folder))


def test_a_file_more_or_less_is_seen(folder: Path, texts_read: list[str]) -> None:
    known(folder)
    (folder / "deals" / "pipeline.yaml").rename(folder / "deals" / "tube.yaml")
    texts_read.clear()
    renamed = known(folder)
    assert texts_read == ["deals/tube.yaml"]
    assert_same(renamed, load_library(folder))
    assert [problem.code for problem in renamed.problems] == ["file-name"]


@pytest.mark.parametrize(
    "change",
    [
        spoil(PAPER, "domain: trade", "domain: trada"),
        spoil(TRADE, "43.5", "435"),
        spoil("domains.yaml", "weight: 0.5", "weight: 0.4"),
    ],
    ids=["an error", "a warning", "a rule across records"],
)
def test_what_is_wrong_is_told_each_time_from_the_text(
    folder: Path, change: dict[str, str | None]
) -> None:
    known(folder)
    write_collection(folder, change)
    text = load_library(folder)
    assert text.problems
    for _start in range(3):
        assert_same(known(folder), text)


def test_what_a_sound_file_suffers_from_others_has_its_line(folder: Path) -> None:
    known(folder)
    sources = (folder / "reporters.yaml").read_text(encoding="utf-8")
    (folder / "reporters.yaml").write_text(sources.replace("cc-stat", "cc-other"), "utf-8")
    text = load_library(folder)
    hit = [problem for problem in text.problems if problem.file == TRADE]
    assert hit and all(problem.line > 1 for problem in hit)
    assert_same(known(folder), text)


# Snapshots that are not what they should be


def test_one_wrong_bit_is_seen(folder: Path, cache: Path, texts_read: list[str]) -> None:
    text = known(folder)
    content = bytearray(the_one(cache).read_bytes())
    content[len(content) // 2] ^= 1
    the_one(cache).write_bytes(content)
    texts_read.clear()
    assert_same(known(folder), text)
    assert PAPER in texts_read


@pytest.mark.parametrize(
    "spoilt",
    [lambda whole: whole[:-100], lambda _: b"", lambda _: b"PAR1 no table"],
    ids=["cut off", "empty", "something else"],
)
@pytest.mark.parametrize("is_named_right", [False, True])
def test_a_broken_snapshot_changes_nothing(
    folder: Path,
    cache: Path,
    texts_read: list[str],
    spoilt: Callable[[bytes], bytes],
    *,
    is_named_right: bool,
) -> None:
    text = known(folder)
    path = the_one(cache)
    content = spoilt(path.read_bytes())
    path.write_bytes(content)
    if is_named_right:
        path.rename(cache / snapshot._own_name(folder, content))
    texts_read.clear()
    assert_same(known(folder), text)
    assert PAPER in texts_read
    texts_read.clear()
    assert_same(known(folder), text)
    assert texts_read == [], "a whole one has taken its place"


def test_the_snapshot_of_another_collection_changes_nothing(
    folder: Path, cache: Path, tmp_path: Path
) -> None:
    text = known(folder)
    mine = the_one(cache)
    other = write_collection(tmp_path / "other", spoil(TRADE, "43.5", "99.9"))
    known(other)
    (theirs,) = set(cache.iterdir()) - {mine}
    mine.unlink()
    theirs.rename(cache / snapshot._own_name(folder, theirs.read_bytes()))
    assert_same(known(folder), text)


def test_a_table_of_another_form_changes_nothing(folder: Path, cache: Path) -> None:
    text = known(folder)
    the_one(cache).unlink()
    put_in(folder, cache, pa.record_batch({"file": [PAPER], "value": ["{}"]}))
    assert_same(known(folder), text)


def test_records_in_a_snapshot_pass_the_checks_of_the_model(folder: Path, cache: Path) -> None:
    text = known(folder)
    with pa.ipc.open_file(the_one(cache).read_bytes()) as reader:
        table = reader.get_batch(0)
    values = [each and each.replace('"trade"', '"Trade!"') for each in table["value"].to_pylist()]
    the_one(cache).unlink()
    put_in(folder, cache, table.set_column(2, "value", pa.array(values)))
    assert text.is_sound
    assert_same(known(folder), text)


def test_new_code_reads_no_old_snapshot(
    folder: Path, cache: Path, texts_read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = known(folder)
    monkeypatch.setattr(snapshot, "_program", lambda: "another")
    texts_read.clear()
    assert_same(known(folder), text)
    assert PAPER in texts_read
    assert "-another-" in the_one(cache).name, "the old one is gone"


def test_the_program_is_another_when_its_model_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def program() -> str:
        return snapshot._program.__wrapped__()

    (tmp_path / "library").mkdir()
    for name in ("model.py", "library/rules.py"):
        (tmp_path / name).write_text("one\n")
    monkeypatch.setattr(snapshot, "PACKAGE", tmp_path)
    made = {program()}
    for name in ("model.py", "library/rules.py"):
        (tmp_path / name).write_text("two\n")
        made.add(program())
    assert len(made) == 3


# Where snapshots are kept


def test_a_place_that_cannot_be_written_to_is_done_without(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("MULTIVECTOR_CACHE", str(tmp_path / "file" / "cache"))
    assert_same(known(folder), load_library(folder))
    assert_same(known(folder), load_library(folder))


def test_a_full_disk_is_done_without(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert_same(known(folder), load_library(folder))
    assert list(cache.iterdir()) == []


def test_a_folder_others_may_write_in_is_not_used(
    folder: Path, cache: Path, texts_read: list[str]
) -> None:
    known(folder)
    cache.chmod(0o777)
    texts_read.clear()
    known(folder)
    assert PAPER in texts_read


def test_several_who_write_at_once_leave_one_whole_snapshot(
    folder: Path, cache: Path, texts_read: list[str]
) -> None:
    ready = threading.Barrier(4)

    def start() -> None:
        ready.wait()
        known(folder)

    starts = [threading.Thread(target=start) for _ in range(4)]
    for each in starts:
        each.start()
    for each in starts:
        each.join()
    assert len(list(cache.iterdir())) == 1
    texts_read.clear()
    again = known(folder)
    assert texts_read == []
    assert_same(again, load_library(folder))


def test_no_more_than_some_folders_have_a_snapshot(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "MOST_KEPT", 2)
    for name in ("a", "b", "c"):
        known(write_collection(tmp_path / name))
    assert len(list(cache.iterdir())) == 2
