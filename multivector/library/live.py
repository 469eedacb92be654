"""The collection of a program that goes on running: taken up anew when its files change.

A change is taken up whole or not at all. Files are read when nothing has been written for a moment,
and only a state that did not change while it was read counts. A state with errors never takes the
place of one without.
"""

import os
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path

from multivector.library.contents import Contents, contents_of
from multivector.library.history import HISTORY
from multivector.library.load import Loaded, load_known, load_library
from multivector.library.problems import Problem

SETTLED_AFTER = 0.25
"""Seconds without a change after which files are taken to be written to the end."""
MOST_LOOKS = 4
"""Looks at files that go on changing before they are left for the next time."""
LOOKING_SHARE = 0.02
"""Part of the time that is spent on looking for changes, at most."""

Sight = tuple[str, int, int, int, int]
"""What is seen of a file or folder without reading it: name, number, size, times of its change."""
Glance = tuple[Sight, ...]


@dataclass(frozen=True, eq=False)
class State:
    """One state of a collection, and what is wrong with the files that came after it, if it is."""

    loaded: Loaded
    contents: Contents | None
    """None if there is no folder to read."""
    refused: tuple[Problem, ...] = ()
    """Why the files as they stand now were not taken up."""

    @property
    def stamp(self) -> str:
        """What tells the state from others: the digest of its contents."""
        return self.contents.digest() if self.contents else ""


class LiveCollection:
    """The last state of a folder that could be taken up; safe to ask from several threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._state: State | None = None
        self._glance: Glance | None = None
        self._rests_until = 0.0

    @property
    def is_read(self) -> bool:
        """Whether there is a state to give at once."""
        return self._state is not None

    def state(self) -> State:
        """The state that counts now.

        Who asks while another takes up a change is given the state before it.
        """
        known = self._state
        if known is not None and time.monotonic() < self._rests_until:
            return known
        if not self._lock.acquire(blocking=known is None):
            return known or self.state()
        try:
            return self._looked_after()
        finally:
            self._lock.release()

    def _looked_after(self) -> State:
        for look in range(MOST_LOOKS):
            begun = time.monotonic()
            seen = glance(self.folder)
            cost = time.monotonic() - begun
            self._rests_until = begun + cost / LOOKING_SHARE
            if self._state is not None and seen == self._glance:
                return self._state
            is_last = look == MOST_LOOKS - 1
            if (wait := _seconds_to_settle(seen)) and not (is_last and self._state is None):
                if not is_last:
                    time.sleep(wait)  # the clock of files is coarse: no change may hide in a tick
                continue
            contents, loaded = _read(self.folder)
            if glance(self.folder) == seen or (is_last and self._state is None):
                self._glance = seen
                self._state = self._after(State(loaded, contents))
                return self._state
        assert self._state is not None, "the last look takes up what there is"
        return self._state

    def _after(self, new: State) -> State:
        """The state that counts once the new one has been read."""
        old = self._state
        if old is None or _may_follow(new.loaded, old.loaded):
            return new
        errors = tuple(problem for problem in new.loaded.problems if problem.is_error)
        return replace(old, refused=errors)


def glance(folder: Path) -> Glance:
    """What a look at the folder shows now; empty if there is no such folder."""
    items = _items(folder)
    found = [_about(item) for item in items]
    for item in items:
        if item.is_dir(follow_symlinks=False):
            found += [_about(inner) for inner in _items(Path(item.path))]
    return tuple(sorted(found))


def _items(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as items:
            return [item for item in items if item.name != HISTORY and item.name[0] != "."]
    except OSError:
        return []


def _about(item: os.DirEntry[str]) -> Sight:
    try:
        about = item.stat()
    except OSError:  # A link that leads nowhere.
        return item.path, 0, 0, 0, 0
    return item.path, about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns


def _seconds_to_settle(seen: Glance) -> float:
    newest = max((max(mtime, ctime) for *_, mtime, ctime in seen), default=0)
    age = time.time() - newest / 1e9
    # Times that lie ahead come from another clock and say nothing.
    return SETTLED_AFTER - age if 0 <= age < SETTLED_AFTER else 0.0


def _read(folder: Path) -> tuple[Contents | None, Loaded]:
    try:
        contents = contents_of(folder)
    except OSError:
        return None, load_library(folder)
    return contents, load_known(folder, contents)


def _may_follow(new: Loaded, old: Loaded) -> bool:
    if new.library is None:
        return old.library is None
    return new.is_sound or not old.is_sound
