"""While the collection is read for the first time, the page says so, and never after."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from multivector.ui import frame
from multivector.words import Words, languages


@pytest.mark.parametrize("language", languages())
def test_only_who_waits_is_told(monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    told: list[str] = []

    @contextmanager
    def spinner(text: str) -> Iterator[None]:
        told.append(text)
        yield
        told.append("read")

    monkeypatch.setattr(frame.st, "spinner", spinner)
    monkeypatch.setattr(frame, "collection", lambda: told.append("reading"))
    monkeypatch.setattr(frame, "is_read", lambda: False)
    words = Words(language)
    frame._read(words)
    said = words.say("The collection is being read. This takes a moment.")
    assert told == [said, "reading", "read"]
    told.clear()
    monkeypatch.setattr(frame, "is_read", lambda: True)
    frame._read(words)
    assert told == ["reading"]
