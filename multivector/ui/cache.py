"""What is kept between runs: the collection, its tables, figures; and a quiet collector."""

import gc
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeVar, cast

import pandas as pd
import streamlit as st
from cachetools import LRUCache

from multivector.analysis.tables import TABLES, observations
from multivector.analysis.verification import Verification
from multivector.library.collection import Library
from multivector.library.contents import Contents
from multivector.library.live import LiveCollection, State
from multivector.library.load import collection_folder
from multivector.library.problems import Problem
from multivector.model import Claim

SECONDS_BETWEEN_COLLECTIONS = 15.0
COLLECTING_SHARE = 0.02
"""Part of the time that is spent on collecting garbage, at most."""
MOST_KEPT = 2000

Made = TypeVar("Made")


@dataclass(frozen=True)
class Collection:
    """One state of the collection: its records, what is wrong with it, and its tables."""

    library: Library
    problems: tuple[Problem, ...]
    stamp: str
    contents: Contents
    """What its files hold."""
    refused: tuple[Problem, ...] = ()
    """Why the files as they stand now were not taken up in its place."""

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables pages draw from, by name; never to be changed in place."""
        return _Tables(self.library)

    def figures_of(self, indicator: str) -> pd.DataFrame:
        """The rows of the table of figures that are of one indicator; never to be changed."""
        key = ("figures of", self.stamp, indicator)
        return kept(key, lambda: observations(self.library, indicator))


class _Tables(dict[str, pd.DataFrame]):
    """Tables by name, each made when it is first asked for."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library

    def __missing__(self, name: str) -> pd.DataFrame:
        self[name] = made = TABLES[name](self._library)
        return made


def verification(current: Collection) -> Verification:
    """The collection's claims against its counts; what was looked up once is kept."""
    key = ("verification", current.stamp)
    return kept(key, lambda: Verification(current.library, current.figures_of))


def verdict_on(current: Collection, claim: Claim) -> str | None:
    """The one verdict on a claim; None if it has no figure."""
    outcome = verification(current).outcome(claim)
    return outcome.summary if outcome else None


def verdicts(current: Collection) -> dict[str, str]:
    """The one verdict on each claim with a figure, by the claim's id."""

    def made() -> dict[str, str]:
        claims = current.library.claims.items()
        return {id: found for id, claim in claims if (found := verdict_on(current, claim))}

    return kept(("verdicts", current.stamp), made)


def collection() -> Collection | None:
    """The collection as its files stand now, or the last sound state of it.

    None if there is no usable collection at all; problems are then found by ``python -m
    multivector check``.
    """
    return _collection_of(_live(str(collection_folder())).state())


def is_read() -> bool:
    """Whether the collection has been read at all; a large one takes its time."""
    return _live(str(collection_folder())).is_read


@st.cache_resource(max_entries=4, show_spinner=False)
def _live(folder: str) -> LiveCollection:
    return LiveCollection(Path(folder))


@lru_cache(maxsize=4)
def _collection_of(state: State) -> Collection | None:
    loaded, contents = state.loaded, state.contents
    if loaded.library is None or contents is None:
        return None
    return Collection(loaded.library, loaded.problems, state.stamp, contents, state.refused)


def kept(key: tuple[Hashable, ...], build: Callable[[], Made]) -> Made:
    """What ``build`` makes, built once for the same key and shared by all visitors.

    The key names everything the result depends on, the collection's state included. What comes
    back must not be changed. Who asks for a thing that another is building waits for it, and builds
    it if that other one fails. Nobody else is held up. (Streamlit's own cache takes a tenth of a
    millisecond to read a key, and a page asks for some thirty things.)
    """
    while True:
        with _door:
            if key in _things:
                return cast(Made, _things[key])
            another = _in_making.get(key)
            if another is None:
                done = _in_making[key] = threading.Event()
                break
        another.wait()
    try:
        made = build()
        with _door:
            _things[key] = made
        return made
    finally:
        with _door:
            del _in_making[key]
        done.set()


_door = threading.Lock()
_things: LRUCache[tuple[Hashable, ...], object] = LRUCache(MOST_KEPT)
_in_making: dict[tuple[Hashable, ...], threading.Event] = {}


def count_kept() -> int:
    """How many things are kept at the moment, of ``MOST_KEPT`` at most."""
    return len(_things)


@st.cache_resource(show_spinner=False)
def garbage_collector() -> threading.Thread:
    """A thread that collects garbage every now and then; see ``keep_collector_quiet``."""

    def collect() -> None:
        rest = SECONDS_BETWEEN_COLLECTIONS
        while True:
            time.sleep(rest)  # a rhythm, not a wait for something
            begun = time.monotonic()
            gc.unfreeze()
            gc.collect()
            gc.freeze()
            # All readers wait meanwhile, and the larger the collection, the longer.
            cost = time.monotonic() - begun
            rest = max(SECONDS_BETWEEN_COLLECTIONS, cost / COLLECTING_SHARE)

    thread = threading.Thread(target=collect, daemon=True, name="garbage-collector")
    thread.start()
    return thread


def keep_collector_quiet() -> None:
    """Move all objects out of the collector's sight; to be called as a page begins to run.

    Streamlit collects all generations after every run. With pandas loaded that costs 20 to 55 ms
    each time, growing with the number of visitors; what this one run has made costs next to
    nothing, and is collected at once instead of being left for the thread.
    """
    gc.freeze()
