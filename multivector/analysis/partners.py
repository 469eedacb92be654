"""The partner tree: who belongs to whom, when, and which partners may stand in one sum.

An amount sits on one node of the tree. A sum needs a cut: partners none of which contains another.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import combinations
from typing import Literal

from multivector.library.collection import Library
from multivector.model import Membership
from multivector.periods import parse_period

Level = Literal["bloc", "member"]

REMAINDER = "-other"


class OverlappingPartners(ValueError):  # noqa: N818 - says what is wrong
    """Two partners of one sum overlap, so that something would be counted twice."""

    def __init__(self, bloc: str, member: str) -> None:
        super().__init__(f"{bloc} and {member} overlap; one sum may hold only one of them")
        self.bloc = bloc
        self.member = member


def members_of(library: Library, partner: str) -> tuple[str, ...]:
    """Present members of a bloc, region or organisation, in file order; none for a country."""
    return tuple(each.id for each in _memberships(library, partner) if each.until is None)


def members_on(library: Library, partner: str, on: date) -> tuple[str, ...]:
    """Members on one day. A membership dated by year or month counts for the whole of it."""
    return tuple(each.id for each in _memberships(library, partner) if _lasted(each, on))


def belongs(library: Library, partner: str, on: date) -> tuple[str, ...]:
    """The blocs, regions and organisations a partner belongs to on one day, in file order."""
    return tuple(group for group in library.partners if partner in members_on(library, group, on))


def expanded(library: Library, selection: Iterable[str]) -> frozenset[str]:
    """The selection with the present members of its blocs and regions, of organisations not."""
    found: set[str] = set()
    waiting = list(selection)
    while waiting:
        partner = waiting.pop()
        if partner not in found:
            found.add(partner)
            if _kind(library, partner) in ("bloc", "region"):
                waiting.extend(members_of(library, partner))
    return frozenset(found)


def attending(library: Library, partners: Iterable[str], on: date) -> frozenset[str]:
    """Partners at the table: those named, and the members of a region that is named.

    A region has no office of its own, so its members sit there themselves. A bloc is represented by
    its institutions: a meeting with it is no meeting with each member.
    """
    return _unfolded(library, partners, on, ("region",))


def involved(library: Library, partners: Iterable[str], on: date) -> frozenset[str]:
    """Partners at the table, with each organisation's members on that day beside it."""
    return _unfolded(library, partners, on, ("region", "organisation"))


def cut(library: Library, partners: Iterable[str]) -> tuple[str, ...]:
    """The partners in the order given, each once, if they may stand in one sum.

    Raises OverlappingPartners if one contains another or two share a member, by present membership.
    The total overlaps with everything else; the remainder of a bloc (see ``remainder_of``) only
    with the bloc.
    """
    chosen = tuple(dict.fromkeys(partners))
    for first, second in combinations(chosen, 2):
        if _overlap(library, first, second, chosen):
            raise OverlappingPartners(*_larger_first(library, first, second))
    return chosen


def cut_of(
    library: Library, selection: Iterable[str], level: Level, indicator: str | None = None
) -> tuple[str, ...]:
    """The default cut for a selection.

    At level "bloc": the selected vectors; a selected partner that is no vector but lies outside
    those chosen stands beside them. At level "member": each bloc and region is replaced by those
    members for which there is a figure (of ``indicator`` if one is named; in the home count, if
    that has any), followed by its remainder unless no member is left over.
    """
    chosen = tuple(dict.fromkeys(selection))
    vectors = [code for code in library.focus.vectors if code in chosen]
    inside = expanded(library, vectors)
    blocs = cut(library, (*vectors, *(code for code in chosen if code not in inside)))
    if level == "bloc":
        return blocs
    reported = _reported(library, indicator)
    return cut(library, (part for code in blocs for part in _split(library, code, reported)))


def remainder_of(bloc: str) -> str:
    """The code of what is left of a bloc when members are shown apart: ``U-other`` of U."""
    return f"{bloc}{REMAINDER}"


def bloc_of(partner: str) -> str | None:
    """The bloc of which a code is the remainder, or None if it is a partner of the tree."""
    return partner.removesuffix(REMAINDER) if partner.endswith(REMAINDER) else None


def _memberships(library: Library, partner: str) -> tuple[Membership, ...]:
    known = library.partners.get(partner)
    return known.members if known else ()


def _kind(library: Library, partner: str) -> str | None:
    known = library.partners.get(partner)
    return known.kind if known else None


def _lasted(membership: Membership, on: date) -> bool:
    since, until = membership.since, membership.until
    started = since is None or parse_period(since).earliest <= on
    return started and (until is None or on <= parse_period(until).latest)


def _unfolded(
    library: Library, partners: Iterable[str], on: date, kinds: Collection[str]
) -> frozenset[str]:
    found: set[str] = set()
    waiting = list(partners)
    while waiting:
        partner = waiting.pop()
        if partner not in found:
            found.add(partner)
            if _kind(library, partner) in kinds:
                waiting.extend(members_on(library, partner, on))
    return frozenset(found)


def _reach(library: Library, partner: str) -> frozenset[str]:
    """A partner with all it contains, members of members included."""
    found: set[str] = set()
    waiting = [partner]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting.extend(members_of(library, each))
    return frozenset(found)


def _overlap(library: Library, first: str, second: str, chosen: Sequence[str]) -> bool:
    if "total" in (_kind(library, first), _kind(library, second)):
        return True
    left, right = (_without_shown(library, code, chosen) for code in (first, second))
    return bool(left & right)


def _without_shown(library: Library, partner: str, chosen: Sequence[str]) -> frozenset[str]:
    """What a code stands for; a remainder stands for its bloc without the members shown."""
    bloc = bloc_of(partner)
    return _reach(library, partner) if bloc is None else _reach(library, bloc) - set(chosen)


def _larger_first(library: Library, first: str, second: str) -> tuple[str, str]:
    sizes = [
        float("inf") if _kind(library, code) == "total" else len(_reach(library, code))
        for code in (first, second)
    ]
    return (first, second) if sizes[0] >= sizes[1] else (second, first)


def _reported(library: Library, indicator: str | None) -> frozenset[str]:
    """Partners with a figure about the focus country: in the home count, if that has any at all."""
    if indicator is not None and library.indicators[indicator].counted_from == "events":
        return frozenset(code for each in library.events.values() for code in each.partners)
    frame = library.observations.frame
    chosen = (frame["subject"] == library.focus.id) & frame["value"].notna()
    if indicator is not None:
        chosen &= frame["indicator"] == indicator
    home = chosen & (frame["reporter"] == library.focus.home_reporter)
    return frozenset(frame.loc[home if home.any() else chosen, "partner"].unique())


def _split(library: Library, partner: str, reported: frozenset[str]) -> tuple[str, ...]:
    members = members_of(library, partner)
    deeper = {code for each in members for code in _reach(library, each) - {each}}
    members = tuple(code for code in members if code not in deeper)
    shown = tuple(code for code in members if code in reported)
    if not shown:
        return (partner,)
    return shown if len(shown) == len(members) else (*shown, remainder_of(partner))
