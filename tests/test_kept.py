"""What is kept is built once, whoever asks, and whatever goes wrong for another."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from multivector.ui.cache import kept

PATIENCE = 20


def test_two_who_ask_at_once_get_what_one_of_them_builds() -> None:
    begun, go_on, builds = threading.Event(), threading.Event(), []

    def build() -> object:
        builds.append(1)
        begun.set()
        assert go_on.wait(PATIENCE)
        return object()

    with ThreadPoolExecutor(3) as others:
        first = others.submit(kept, ("slow",), build)
        assert begun.wait(PATIENCE)
        second = others.submit(kept, ("slow",), build)
        elsewhere = others.submit(kept, ("another",), lambda: "at once")
        assert elsewhere.result(PATIENCE) == "at once"  # nobody else is held up
        go_on.set()
        assert first.result(PATIENCE) is second.result(PATIENCE) is kept(("slow",), build)
    assert builds == [1]


def test_who_waits_for_what_fails_builds_it() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def fail() -> str:
        begun.set()
        assert go_on.wait(PATIENCE)
        raise ValueError("of the first one alone")

    with ThreadPoolExecutor(2) as others:
        first = others.submit(kept, ("fails",), fail)
        assert begun.wait(PATIENCE)
        second = others.submit(kept, ("fails",), lambda: "built")
        go_on.set()
        with pytest.raises(ValueError, match="of the first one alone"):
            first.result(PATIENCE)
        assert second.result(PATIENCE) == "built"


def test_what_is_built_of_kept_things_is_kept_as_well() -> None:
    assert kept(("outer",), lambda: kept(("inner",), lambda: 1) + 1) == 2
    assert kept(("outer",), lambda: 0) == 2
