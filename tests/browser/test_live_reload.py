"""A collection that is rewritten, sound and broken, while somebody reads it."""

import random
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from multivector.ui.frame import PAGES
from multivector.words import Words
from tests.browser.server import Visit, served
from tests.makers import FILES, write_collection

Open = Callable[..., Visit]
PAPER, TALKS = "articles/paper-2025.yaml", "events/talks.yaml"
ENGLISH = Words("en")
QUESTIONS = {each.title(ENGLISH): each.question(ENGLISH) for each in PAGES[:6]}
"""What the pages that show the collection answer, by their names in the navigation."""


def sound(number: int) -> dict[str, str]:
    """Two files that name the same state; what shows two states at once is a mix."""
    claim, meeting = "The heads of state met.", "{en: Talks 2024}"
    return {
        PAPER: FILES[PAPER].replace(claim, f"They met. State {number}."),
        TALKS: FILES[TALKS].replace(meeting, f"{{en: Talks. State {number}}}"),
    }


def broken(number: int) -> dict[str, str | None]:
    """One of the ways in which files go wrong; all name a state that is never to be seen."""
    claims, talks = sound(-number)[PAPER], sound(-number)[TALKS]
    ways: tuple[dict[str, str | None], ...] = (
        {PAPER: "["},
        {PAPER: claims[: len(claims) // 2]},
        {PAPER: claims.replace("event: talks-2024", "event: talks-2042")},
        {TALKS: talks.replace("start: 2024-05", "start: 2024-13")},
        {TALKS: ""},
        {TALKS: "\0"},
        {TALKS: None, PAPER: claims},
        {"focus.yaml": None},
    )
    return ways[number % len(ways)]


def write(folder: Path, files: dict[str, str] | dict[str, str | None]) -> None:
    for name, text in files.items():
        if text is None:
            (folder / name).unlink(missing_ok=True)
        else:
            (folder / name).write_text(text, encoding="utf-8")


@contextmanager
def rewritten(folder: Path, versions: int) -> Iterator[threading.Event]:
    """Sound and broken versions of the files, one after the other, in the rhythm of no clock."""
    ended, chance = threading.Event(), random.Random(6)

    def rewrite() -> None:
        for number in range(1, versions + 1):
            if number % 2:
                write(folder, {"focus.yaml": FILES["focus.yaml"], **sound(number)})
            else:
                write(folder, broken(number))
            ended.wait(chance.uniform(0.05, 0.6))
        write(folder, {"focus.yaml": FILES["focus.yaml"], **sound(versions + 1)})
        ended.set()

    writer = threading.Thread(target=rewrite)
    writer.start()
    yield ended
    ended.set()
    writer.join(timeout=60)
    assert not writer.is_alive()


def states(shown: Visit) -> set[int]:
    text = shown.page.locator("[data-testid=stMain]").text_content() or ""
    return {int(number) for number in re.findall(r"State (-?\d+)", text)}


def look(shown: Visit, page: str, seen: dict[str, set[int]]) -> None:
    """Go to a page and note which state it shows under which version of the data."""
    shown.page.get_by_role("link", name=page, exact=True).click()
    shown.asks(QUESTIONS[page])
    assert shown.page.locator("[data-testid=stException]").count() == 0
    assert shown.page.get_by_role("heading", level=1).count() == 1
    version = re.search(r"\(([0-9a-f]{12})\)", shown.page.locator("footer").inner_text())
    assert version
    found = states(shown)
    assert len(found) <= 1, f"{page} mixes the states {found}"
    assert all(number > 0 and number % 2 for number in found), "a broken state is shown"
    seen.setdefault(version[1], set()).update(found)


@pytest.mark.parametrize("versions", [24, pytest.param(200, marks=pytest.mark.slow)])
def test_whoever_reads_sees_whole_and_sound_states(
    visit: Open, tmp_path: Path, versions: int
) -> None:
    folder = write_collection(tmp_path / "data", sound(1))
    chance, seen = random.Random(6), {}
    with served(data=folder) as server:
        shown = visit("/claims", server=server)
        with rewritten(folder, versions) as ended:
            while not ended.is_set():
                look(shown, chance.choice(list(QUESTIONS)), seen)
        assert all(len(found) <= 1 for found in seen.values()), seen
        assert len(seen) > 2
        last = versions + 1
        for _ in range(20):
            look(shown, "Claims", seen)
            if states(shown) == {last}:
                break
            shown.page.wait_for_timeout(200)  # between two looks, as a reader takes them
        assert states(shown) == {last}
        assert shown.errors == []


def test_a_broken_change_leaves_the_last_sound_state_and_says_so(
    visit: Open, tmp_path: Path
) -> None:
    folder = write_collection(tmp_path / "data", sound(1))
    with served(data=folder) as server:
        shown = visit("/claims", server=server)
        write(folder, broken(2))
        shown.page.reload()
        shown.settled()
        assert states(shown) == {1}
        banner = shown.page.get_by_text("shown is the last sound state")
        banner.click()
        shown.page.get_by_text("articles/paper-2025.yaml:22: error unknown-reference").wait_for()
        write(folder, sound(3))
        shown.page.reload()
        shown.settled()
        assert states(shown) == {3}
        assert banner.count() == 0
        assert shown.errors == []
