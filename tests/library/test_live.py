"""A collection that changes while the program runs: old or new, never a mix, never a broken one."""

import os
import threading
import time
from pathlib import Path

import pytest

from multivector.library import live
from multivector.library.live import LiveCollection, State
from tests.makers import FILES, spoil, write_collection
from tests.waiting import until

PIPELINE, PAPER = "deals/pipeline.yaml", "articles/paper-2025.yaml"


@pytest.fixture(autouse=True)
def _looks_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long a look takes on a busy machine, the next one may follow."""
    monkeypatch.setattr(live, "LOOKING_SHARE", float("inf"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return settled(write_collection(tmp_path))


def settled(folder: Path) -> Path:
    """The folder as if its files had been written a while ago."""
    time.sleep(live.SETTLED_AFTER)  # until the system's own times of change are old enough
    return folder


def put(folder: Path, changed: dict[str, str | None]) -> None:
    write_collection(folder, changed)
    settled(folder)


def title(state: State) -> str:
    assert state.loaded.library is not None
    return state.loaded.library.deals["pipeline"].title["en"]


def test_nothing_is_read_again_while_nothing_changes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection = LiveCollection(folder)
    first = collection.state()
    monkeypatch.setattr(live, "contents_of", lambda _: pytest.fail("the files are read again"))
    assert all(collection.state() is first for _ in range(50))


@pytest.mark.parametrize(
    "change",
    [
        spoil(PIPELINE, "{en: Pipeline}", "{en: Other}"),
        spoil(PIPELINE, "{en: Pipeline}", "{en: Pipelinf}"),
    ],
    ids=["another size", "the same size"],
)
def test_a_change_is_taken_up(folder: Path, change: dict[str, str | None]) -> None:
    collection = LiveCollection(folder)
    before = collection.state()
    put(folder, change)
    after = collection.state()
    assert title(before) == "Pipeline"
    assert title(after) in ("Other", "Pipelinf")
    assert after.stamp != before.stamp


def test_a_file_put_in_the_place_of_another_of_the_same_age_is_seen(folder: Path) -> None:
    collection = LiveCollection(folder)
    collection.state()
    path = folder / PIPELINE
    age = path.stat()
    other = folder / ".other"
    other.write_text(path.read_text(encoding="utf-8").replace("Pipeline", "Pipelinf"))
    os.utime(other, ns=(age.st_atime_ns, age.st_mtime_ns))
    other.replace(path)
    settled(folder)
    assert title(collection.state()) == "Pipelinf"


def test_a_new_file_and_a_file_taken_away_are_seen(folder: Path) -> None:
    collection = LiveCollection(folder)
    text = (FILES[PIPELINE]).replace("pipeline", "road")
    collection.state()
    put(folder, {"deals/road.yaml": text})
    library = collection.state().loaded.library
    assert library is not None and "road" in library.deals
    (folder / "deals" / "road.yaml").unlink()
    settled(folder)
    library = collection.state().loaded.library
    assert library is not None and "road" not in library.deals


@pytest.mark.parametrize(
    "broken",
    [
        spoil(PIPELINE, "domain: trade", "domain: trades"),
        {PIPELINE: ""},
        {PIPELINE: "[" * 100},
        {"focus.yaml": "id: [\n"},
        {"partners.yaml": None},
        {"deals/other.yaml": "id: x\n"},
    ],
)
def test_a_broken_change_keeps_the_last_sound_state_and_says_so(
    folder: Path, broken: dict[str, str | None]
) -> None:
    collection = LiveCollection(folder)
    before = collection.state()
    for name, text in broken.items():
        if text is None:
            (folder / name).unlink()
    put(folder, broken)
    kept = collection.state()
    assert kept.loaded is before.loaded
    assert kept.stamp == before.stamp
    assert kept.refused and all(problem.is_error for problem in kept.refused)
    for name in set(broken) - set(FILES):
        (folder / name).unlink()
    put(folder, {})
    assert collection.state().refused == ()
    assert title(collection.state()) == "Pipeline"


def test_a_folder_that_goes_away_leaves_the_last_state(folder: Path) -> None:
    collection = LiveCollection(folder)
    before = collection.state()
    folder.rename(folder.with_name("moved"))
    kept = collection.state()
    assert kept.loaded is before.loaded
    assert [problem.code for problem in kept.refused] == ["folder-missing"]


def test_what_is_broken_from_the_start_is_served_as_far_as_it_goes(tmp_path: Path) -> None:
    folder = settled(write_collection(tmp_path, spoil(PIPELINE, "domain: trade", "domain: x")))
    collection = LiveCollection(folder)
    first = collection.state()
    assert first.loaded.library is not None and not first.loaded.is_sound
    put(folder, spoil(PAPER, "domain: diplomacy", "domain: x"))
    second = collection.state()
    assert second.refused == () and second.loaded is not first.loaded


def test_warnings_do_not_keep_a_change_from_being_taken_up(folder: Path) -> None:
    collection = LiveCollection(folder)
    collection.state()
    put(folder, {"notes.txt": "x", **spoil(PIPELINE, "{en: Pipeline}", "{en: Other}")})
    assert title(collection.state()) == "Other"


def test_files_that_are_being_written_are_waited_for(folder: Path) -> None:
    collection = LiveCollection(folder)
    collection.state()
    write_collection(folder, spoil(PIPELINE, "{en: Pipeline}", "{en: Other}"))
    begun = time.monotonic()
    assert title(collection.state()) == "Other"
    assert time.monotonic() - begun < live.SETTLED_AFTER * live.MOST_LOOKS + 2


def test_files_that_never_rest_leave_the_state_before(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection = LiveCollection(folder)
    before = collection.state()
    monkeypatch.setattr(live, "_seconds_to_settle", lambda _: 0.001)
    write_collection(folder, spoil(PIPELINE, "{en: Pipeline}", "{en: Other}"))
    assert collection.state() is before


def test_a_state_that_changes_while_it_is_read_does_not_count(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two files say the same; a reader that sees one old and one new would see a mix."""
    collection = LiveCollection(folder)
    collection.state()
    put(folder, spoil(PIPELINE, "{en: Pipeline}", "{en: First}"))
    contents_of, reads = live.contents_of, []

    def read_slowly(of: Path) -> live.Contents:
        contents = contents_of(of)
        if not reads:
            put(folder, {**spoil(PIPELINE, "{en: Pipeline}", "{en: Last}"),
                         **spoil(PAPER, "A pipeline", "Last")})  # fmt: skip
        reads.append(contents)
        return contents

    monkeypatch.setattr(live, "contents_of", read_slowly)
    state = collection.state()
    library = state.loaded.library
    assert library is not None
    assert (title(state), library.claims["paper-2025.3"].text["en"]) == (
        "Last", "Last to Norway is planned.",
    )  # fmt: skip
    assert len(reads) == 2


def test_many_who_ask_while_files_change_see_whole_states(folder: Path) -> None:
    collection = LiveCollection(folder)
    seen = {asked(collection)}
    ended = threading.Event()

    def ask() -> None:
        while not ended.wait(0.002):
            seen.add(asked(collection))

    askers = [threading.Thread(target=ask) for _ in range(4)]
    for asker in askers:
        asker.start()
    for turn in range(4):
        write_collection(folder, {PIPELINE: "[", PAPER: "{"})
        until(lambda: bool(collection.state().refused), seconds=30)
        write_collection(
            folder,
            {
                **spoil(PIPELINE, "{en: Pipeline}", f"{{en: Title {turn}}}"),
                **spoil(PAPER, "A pipeline to Norway is planned.", f"Title {turn}"),
            },
        )
        until(lambda wanted=f"Title {turn}": (wanted, wanted) in seen, seconds=30)
    ended.set()
    for asker in askers:
        asker.join(timeout=20)
    assert not any(asker.is_alive() for asker in askers)
    titles = {("Pipeline", "A pipeline to Norway is planned.")}
    assert seen == titles | {(f"Title {turn}", f"Title {turn}") for turn in range(4)}


def asked(collection: LiveCollection) -> tuple[str, str]:
    """What two files say in one state; written together, they say the same."""
    state = collection.state()
    library = state.loaded.library
    assert library is not None and state.loaded.is_sound
    return title(state), library.claims["paper-2025.3"].text["en"]
