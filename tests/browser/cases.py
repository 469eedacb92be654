"""Which cases of a browser test every change meets, and which are left to make check-slow."""

from collections.abc import Iterable
from typing import Any

import pytest


def quick_first(count: int, cases: Iterable[Any]) -> list[Any]:
    """The cases for ``parametrize``; all after the first ``count`` are slow ones.

    The first ones guard each kind of fault; the others look for it on more pages.
    """
    return [
        case if place < count else pytest.param(case, marks=pytest.mark.slow)
        for place, case in enumerate(cases)
    ]
