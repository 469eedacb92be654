"""Who met when: events in the order of time, and rows in which their marks do not collide."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from multivector.analysis.partners import expanded
from multivector.library.collection import Library

MEETINGS = frozenset({"summit", "state-visit", "working-visit", "forum", "committee"})
"""Kinds of event at which people meet; the others are a treaty, a tender, a vote."""

_PRECISIONS = {"day": 0, "month": 1, "season": 2, "year": 3, "span": 4}


def timeline(
    events: pd.DataFrame,
    library: Library,
    partners: Sequence[str] | None = None,
    years: tuple[int, int] | None = None,
    domain: str | None = None,
) -> pd.DataFrame:
    """Events in order of time, each once, with how the selected partners take part.

    ``events`` is the events table; its columns are kept and four added: is_meeting, happened
    (state held), matched (selected partners that sit at the table themselves, as part of a region,
    or by a member of theirs) and through (those that take part only by an organisation), both
    joined with ``;`` in the order given. A selected bloc includes its members; a member does not
    include its bloc. ``partners`` None keeps every event and matches the vectors. ``years`` keeps
    events that may have touched them, ends included; ``domain`` those with a claim in it.
    """
    return taking_part(in_order(events), library, partners, years, domain)


def taking_part(
    rows: pd.DataFrame,
    library: Library,
    partners: Sequence[str] | None = None,
    years: tuple[int, int] | None = None,
    domain: str | None = None,
) -> pd.DataFrame:
    """What ``timeline`` gives, of events that are in order already."""
    if years is not None:
        touches = (rows["earliest"].dt.year <= years[1]) & (rows["latest"].dt.year >= years[0])
        rows = rows[touches]
    if domain is not None:
        rows = rows.loc[[domain in each.split(";") for each in rows["domains"]]]
    matched, through = _parts(
        rows, library, library.focus.vectors if partners is None else partners
    )
    rows = rows.assign(
        is_meeting=rows["kind"].isin(MEETINGS),
        happened=rows["state"] == "held",
        matched=pd.Series(matched, rows.index, dtype="str"),
        through=pd.Series(through, rows.index, dtype="str"),
    )
    if partners is not None:
        rows = rows.loc[[bool(own or more) for own, more in zip(matched, through, strict=True)]]
    return rows.reset_index(drop=True)


def in_order(events: pd.DataFrame) -> pd.DataFrame:
    """Events by earliest day, then the more precise first, then by latest day and id."""
    ranked = events.assign(_precision=events["precision"].map(_PRECISIONS))
    keys = ["earliest", "_precision", "latest", "id"]
    return ranked.sort_values(keys, kind="stable", ignore_index=True).drop(columns="_precision")


def by_partner(rows: pd.DataFrame) -> pd.DataFrame:
    """A row an event and partner that takes part in it, with the partner in column ``lane``.

    ``rows`` is a timeline; ``is_through`` tells those who take part only by an
    organisation. Events in which none takes part have no row.
    """
    direct, indirect = (
        rows.assign(lane=rows[column].str.split(";"), is_through=column == "through")
        for column in ("matched", "through")
    )
    made = pd.concat([direct, indirect]).explode("lane")
    made = made[made["lane"] != ""].astype({"lane": "str"})
    return made.sort_index(kind="stable").reset_index(drop=True)


def lanes(rows: pd.DataFrame, days: int, by: str | None = None) -> "pd.Series[int]":
    """For each row the offset, from 0, at which its mark collides with no other of its lane.

    Two marks at the same offset of one lane lie at least ``days`` days apart, counted from the
    latest day of one to the earliest of the next. Greedy: each event, in order of time, takes the
    lowest offset that is free. ``by`` names the column that holds the lane; None is one lane.
    """
    if days < 1:
        raise ValueError(f"marks must lie at least one day apart, not {days}")
    offsets = [0] * len(rows)
    starts, ends = (_day_numbers(rows[name]) for name in ("earliest", "latest"))
    keys = rows[by].tolist() if by is not None else [None] * len(rows)
    taken: dict[Any, list[int]] = {}
    for i in sorted(range(len(rows)), key=lambda place: (starts[place], ends[place])):
        lane = taken.setdefault(keys[i], [])
        free = (at for at, end in enumerate(lane) if starts[i] - end >= days)
        offsets[i] = next(free, len(lane))
        lane[offsets[i] : offsets[i] + 1] = [ends[i]]
    return pd.Series(offsets, rows.index, dtype="int64", name="offset")


def _day_numbers(days: "pd.Series[Any]") -> list[int]:
    return days.to_numpy(dtype="datetime64[D]").astype("int64").tolist()


def _parts(
    rows: pd.DataFrame, library: Library, partners: Sequence[str]
) -> tuple[list[str], list[str]]:
    """For each row the partners at the table, and those that take part by an organisation."""
    reach = {code: expanded(library, [code]) for code in dict.fromkeys(partners)}
    matched = [_touched(reach, codes) for codes in rows["attending"]]
    wider = [_touched(reach, codes) for codes in rows["involved"]]
    through = [
        [code for code in more if code not in own] for more, own in zip(wider, matched, strict=True)
    ]
    return [";".join(each) for each in matched], [";".join(each) for each in through]


def _touched(reach: Mapping[str, frozenset[str]], codes: str) -> list[str]:
    """The selected partners of whose reach any of the codes is part."""
    at_table = set(codes.split(";"))
    return [partner for partner, own in reach.items() if own & at_table]
