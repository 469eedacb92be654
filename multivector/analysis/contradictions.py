"""Claims that cannot both hold, put together in groups, and what the statistics decide."""

from collections.abc import Collection, Iterable
from typing import Any

import pandas as pd

from multivector.analysis.rows import table
from multivector.analysis.verification import Verification, summary
from multivector.library.collection import Library

HOLDS = frozenset({"agrees", "agrees-by-one-count"})
FAILS = frozenset({"disagrees", "overstated", "understated"})

Pair = tuple[str, str]


def ledger(library: Library, tests: Verification | None = None) -> pd.DataFrame:
    """A row a group of claims joined by ``contradicts``, whichever of two says so.

    ``tests`` tests the claims; without it they are tested here alone. Columns
    group (the first of its claims by id), claims, partners and domains (joined with ``;``), state
    and decided_by (the reporters whose counts decide, joined with ``;``). A group is ``decided`` if
    of each two claims that contradict each other the statistics bear out one and not the other;
    else ``explained`` if one of its claims carries a note; else ``open``.
    """
    pairs = _pairs(library)
    tests = tests or Verification(library)
    return table(
        [_row(library, each, pairs, tests) for each in _groups(pairs)],
        "group claims partners domains state decided_by",
    )


def _pairs(library: Library) -> list[Pair]:
    return [
        (claim.id, other)
        for claim in library.claims.values()
        for other in claim.contradicts
        if other in library.claims and other != claim.id
    ]


def _groups(pairs: Iterable[Pair]) -> list[list[str]]:
    """Connected claims, sorted within and among groups."""
    group_of: dict[str, set[str]] = {}
    for first, second in pairs:
        joined = group_of.get(first, {first}) | group_of.get(second, {second})
        group_of |= dict.fromkeys(joined, joined)
    return sorted({id(each): sorted(each) for each in group_of.values()}.values())


def _row(
    library: Library, group: list[str], pairs: Iterable[Pair], tests: Verification
) -> dict[str, Any]:
    claims = [library.claims[code] for code in group]
    rows = {each.id: tests.rows([each]) for each in claims if each.figure is not None}
    found = {code: summary(own) for code, own in rows.items()}
    own_pairs = [pair for pair in pairs if pair[0] in group]
    decided = all(_decides({found.get(first), found.get(other)}) for first, other in own_pairs)
    explained = any(each.note for each in claims)
    reporters = [name for own in rows.values() for name in _deciding(own)] if decided else []
    return {
        "group": group[0],
        "claims": ";".join(group),
        "partners": _joined(code for each in claims for code in each.partners),
        "domains": _joined(each.domain for each in claims),
        "state": "decided" if decided else "explained" if explained else "open",
        "decided_by": _joined(reporters),
    }


def _decides(two: Collection[str | None]) -> bool:
    """Whether the statistics bear out one of two claims and not the other."""
    return bool(HOLDS & set(two)) and bool(FAILS & set(two))


def _deciding(rows: pd.DataFrame) -> list[str]:
    """Reporters whose counts decide on a claim; figures merely stated only if there are no others.

    See ``verification.summary``.
    """
    judged = rows[rows["verdict"].isin(FAILS | HOLDS)]
    counted = judged[judged["basis"] != "stated"]
    return list((counted if len(counted) else judged)["reporter"])


def _joined(values: Iterable[str]) -> str:
    return ";".join(dict.fromkeys(values))
