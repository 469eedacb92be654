"""Rules across records. Each reads as a sentence that holds in a sound collection.

An error holds its record back, so that whatever is left can be trusted; where the record can do
without the faulty part (a member, a measure), only that part is left out. A warning asks the
curator to look again.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from multivector.library.draft import Draft
from multivector.library.problems import Problem, quoted
from multivector.library.reader import Steps
from multivector.library.records import Entry
from multivector.library.references import Explainer, Reference, hold_back_dangling
from multivector.model import (
    Article,
    BalanceMeasure,
    Claim,
    Deal,
    Domain,
    Event,
    Figure,
    Focus,
    Indicator,
    Observation,
    Partner,
    Record,
    Reporter,
    Scenario,
    Unit,
)
from multivector.periods import parse_period


class Finding(NamedTuple):
    """A problem, and the record it holds back if the record cannot stand with it."""

    problem: Problem
    holds_back: Entry[Any] | None = None


Rule = Callable[[Draft], Iterator[Finding]]


def hold_to_rules(draft: Draft) -> None:
    """Takes out of the draft all that breaks a rule, and notes a problem for each."""
    leave_out_faulty_members(draft)
    _apply(RULES_OF_ONE_RECORD, draft)
    hold_back_dangling(draft)
    _apply(RULES_OF_SEVERAL_RECORDS, draft)
    leave_out_dangling_measures(draft)


def _apply(rules: tuple[Rule, ...], draft: Draft) -> None:
    for rule in rules:
        for finding in list(rule(draft)):
            draft.problems.append(finding.problem)
            if finding.holds_back:
                draft.hold_back(finding.holds_back)


# Partners and their members


def leave_out_faulty_members(draft: Draft) -> None:
    """Members exist, stand there once, belong for a span in order, and form no circle."""
    faulty: defaultdict[str, set[int]] = defaultdict(set)
    for check in (_unknown_members, _repeated_members, _memberships_out_of_order, _circular):
        for partner_id, position, problem in check(draft):
            draft.problems.append(problem)
            faulty[partner_id].add(position)
    for entry in draft.of(Partner):
        if wrong := faulty.get(entry.id):
            kept = (m for at, m in enumerate(entry.record.members) if at not in wrong)
            draft.replace(entry, entry.record.model_copy(update={"members": tuple(kept)}))


FaultyMember = tuple[str, int, Problem]
"""Id of the partner, position among its members, and what is wrong with it."""


def _unknown_members(draft: Draft) -> Iterator[FaultyMember]:
    explain = Explainer(draft)
    for entry in draft.of(Partner):
        for position, member in enumerate(entry.record.members):
            if draft.get(Partner, member.id) is None:
                path = ("members", position, "id")
                problem = explain.problem(entry, Reference(Partner, member.id, path))
                yield entry.id, position, problem


def _repeated_members(draft: Draft) -> Iterator[FaultyMember]:
    for entry in draft.of(Partner):
        seen: set[str] = set()
        for position, member in enumerate(entry.record.members):
            if member.id in seen:
                message = f"the member {quoted(member.id)} stands there twice"
                path = ("members", position, "id")
                problem = entry.problem("repeated-id", path, message, "keep one of them")
                yield entry.id, position, problem
            seen.add(member.id)


def _memberships_out_of_order(draft: Draft) -> Iterator[FaultyMember]:
    for entry in draft.of(Partner):
        for position, member in enumerate(entry.record.members):
            if member.since and member.until and _is_before(member.until, member.since):
                path = ("members", position, "until")
                yield entry.id, position, _out_of_order(entry, path, member.until, member.since)


def _circular(draft: Draft) -> Iterator[FaultyMember]:
    """Each membership that closes a circle, found by walking down and meeting the way again."""
    partners = {entry.id: entry for entry in draft.of(Partner)}
    on_the_way: set[str] = set()
    done: set[str] = set()
    for start, first in partners.items():
        if start in done:
            continue
        way = [(start, iter(enumerate(first.record.members)))]
        on_the_way.add(start)
        while way:
            partner_id, members = way[-1]
            position, member = next(members, (-1, None))
            if member is None:
                way.pop()
                on_the_way.discard(partner_id)
                done.add(partner_id)
            elif member.id in on_the_way:
                yield partner_id, position, _circle(partners[partner_id], position, member.id)
            elif member.id in partners and member.id not in done:
                on_the_way.add(member.id)
                way.append((member.id, iter(enumerate(partners[member.id].record.members))))


def _circle(entry: Entry[Partner], position: int, member_id: str) -> Problem:
    message = f"{quoted(member_id)} would be a member of itself through {quoted(entry.id)}"
    path = ("members", position, "id")
    return entry.problem("member-cycle", path, message, "take one membership of the circle out")


def there_is_one_total(draft: Draft) -> Iterator[Finding]:
    """At most one partner stands for all of them together."""
    totals = [entry for entry in draft.of(Partner) if entry.record.kind == "total"]
    for entry in totals[1:]:
        message = f"{quoted(totals[0].id)} is already the total of all partners"
        cure = "keep one total; a total of some is a bloc or a region"
        yield Finding(entry.problem("second-total", ("kind",), message, cure), holds_back=entry)


def vectors_form_a_cut(draft: Draft) -> Iterator[Finding]:
    """No vector is all partners, a part of another or shares a part; the same for the triangle."""
    for focus in draft.of(Focus):
        for key in ("vectors", "ternary"):
            for position, message in _totals(draft, getattr(focus.record, key)):
                cure = "name the partners it is made of"
                problem = focus.problem("overlapping-vectors", (key, position), message, cure)
                yield Finding(problem, holds_back=focus)
            for position, message in _overlaps(draft, getattr(focus.record, key)):
                cure = "keep the whole or the part, not both"
                problem = focus.problem("overlapping-vectors", (key, position), message, cure)
                yield Finding(problem, holds_back=focus)


def _totals(draft: Draft, chosen: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Position and message for each that stands for all partners together."""
    for position, vector in enumerate(chosen):
        partner = draft.get(Partner, vector)
        if partner and partner.kind == "total":
            yield position, f"{quoted(vector)} counts all partners"


def _overlaps(draft: Draft, chosen: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Position and message for each partner that counts something an earlier one counts.

    Members who have left do not count. Every partner is visited once.
    """
    claimed: dict[str, str] = {}
    for position, vector in enumerate(chosen):
        ahead, shared = [vector], set()
        while ahead:
            part = ahead.pop()
            if part in claimed:
                if claimed[part] != vector:
                    shared.add((part, claimed[part]))
                elif part == vector:
                    shared.add((part, vector))
                continue
            claimed[part] = vector
            partner = draft.get(Partner, part)
            ahead.extend(m.id for m in (partner.members if partner else ()) if m.until is None)
        for part, other in sorted(shared):
            yield position, f"{quoted(vector)} and {quoted(other)} both count {quoted(part)}"


# Domains


def weights_sum_to_one(draft: Draft) -> Iterator[Finding]:
    """The default weights of the domains sum to one."""
    domains = draft.of(Domain)
    total = math.fsum(entry.record.weight for entry in domains)
    if domains and not draft.has_lost(Domain) and abs(total - 1) > 1e-9:
        message = f"the weights of the domains sum to {total:.12g}, not to 1"
        yield Finding(domains[0].problem("weights-sum", ("weight",), message, "change them"))


def leave_out_dangling_measures(draft: Draft) -> None:
    """The indicators and the reporters by which a domain is measured exist."""
    explain = Explainer(draft)
    for entry in draft.of(Domain):
        measures = {"balance": entry.record.balance, "fallback": entry.record.fallback}
        dangling = {
            key: problems
            for key, measure in measures.items()
            if (problems := list(_dangling(draft, explain, entry, key, measure)))
        }
        for key in ("expected", "dependence", "agreement"):
            wanted: str | None = getattr(entry.record, key)
            if wanted is not None and draft.get(Indicator, wanted) is None:
                dangling[key] = [explain.problem(entry, Reference(Indicator, wanted, (key,)))]
        for problems in dangling.values():
            draft.problems.extend(problems)
        if dangling:
            without = entry.record.model_copy(update=dict.fromkeys(dangling))
            draft.replace(entry, without)


def _dangling(
    draft: Draft, explain: Explainer, entry: Entry[Domain], key: str, measure: BalanceMeasure | None
) -> Iterator[Problem]:
    if measure is None:
        return
    wanted: list[tuple[type[Record], str, str | None]] = [
        (Indicator, "indicator", measure.indicator),
        (Reporter, "reporter", measure.reporter),
    ]
    for kind, field, wanted_id in wanted:
        if wanted_id is not None and draft.get(kind, wanted_id) is None:
            yield explain.problem(entry, Reference(kind, wanted_id, (key, field)))


# Claims and articles


def claim_ids_start_with_the_article(draft: Draft) -> Iterator[Finding]:
    """A claim's id is its article's id, a dot, and more."""
    for entry in draft.of(Claim):
        if not entry.id.startswith(f"{entry.owner}."):
            message = f"{quoted(entry.id)} does not start with {quoted(entry.owner + '.')}"
            cure = f"write {quoted(entry.owner + '.')} and the number in reading order"
            yield Finding(entry.problem("claim-id", ("id",), message, cure), holds_back=entry)


def claims_do_not_refer_to_themselves(draft: Draft) -> Iterator[Finding]:
    """No claim contradicts or supports itself."""
    for entry in draft.of(Claim):
        for key in ("contradicts", "supports"):
            named: tuple[str, ...] = getattr(entry.record, key)
            if entry.id in named:
                message = f"the claim {key} itself"
                path = (key, named.index(entry.id))
                problem = entry.problem("self-reference", path, message, "name another claim")
                yield Finding(problem, holds_back=entry)


def lead_article_exists(draft: Draft) -> Iterator[Finding]:
    """The article the collection starts from is in it; the focus can stand without."""
    explain = Explainer(draft)
    for focus in draft.of(Focus):
        if focus.record.lead_article is None:
            continue
        reference = Reference(Article, focus.record.lead_article, ("lead_article",))
        if draft.get(*reference.target) is None:
            yield Finding(explain.problem(focus, reference))


# Dates


def events_end_after_they_start(draft: Draft) -> Iterator[Finding]:
    """The last day of an event is not before its first."""
    for entry in draft.of(Event):
        start, end = entry.record.start, entry.record.end
        if end and _is_before(end, start):
            yield Finding(_out_of_order(entry, ("end",), end, start), holds_back=entry)


def deals_move_forward(draft: Draft) -> Iterator[Finding]:
    """The steps of a deal are in order of time."""
    for entry in draft.of(Deal):
        dates = [step.date for step in entry.record.history]
        for position, (earlier, later) in enumerate(pairwise(dates), start=1):
            if _is_before(later, earlier):
                path = ("history", position, "date")
                yield Finding(_out_of_order(entry, path, later, earlier), holds_back=entry)


def held_events_lie_within_the_evidence(draft: Draft) -> Iterator[Finding]:
    """An event said to be held does not lie after the last day for which events were sought."""
    for focus in draft.of(Focus):
        until = focus.record.evidence_until
        for entry in draft.of(Event):
            if entry.record.state == "held" and _is_before(until, entry.record.start):
                message = f"held on {entry.record.start}, but evidence ends with {until}"
                cure = "check the date and the state, or move evidence_until in focus.yaml"
                problem = entry.problem("after-evidence", ("start",), message, cure, "warning")
                yield Finding(problem)


def _is_before(one: str, other: str) -> bool:
    """Whether the whole of one period lies before the other."""
    return parse_period(one).latest < parse_period(other).earliest


def _out_of_order(entry: Entry[Any], path: Steps, later: str, earlier: str) -> Problem:
    message = f"{later} lies before {earlier}"
    return entry.problem("dates-order", path, message, "check both dates, or swap them")


# Figures


def units_are_allowed(draft: Draft) -> Iterator[Finding]:
    """An observation has the unit of its indicator or one of its other units."""
    for entry in draft.of(Observation):
        unit, indicator = entry.record.unit, _indicator(draft, entry)
        allowed = (indicator.unit, *indicator.other_units)
        if unit not in allowed:
            message = f"the unit {quoted(unit)} is not one of {quoted(indicator.id)}"
            cure = f"allowed: {', '.join(allowed)}"
            problem = entry.problem("unit-not-allowed", ("unit",), message, cure)
            yield Finding(problem, holds_back=entry)


def counted_figures_are_not_stored(draft: Draft) -> Iterator[Finding]:
    """An indicator that is counted from other records has no observations of its own."""
    for entry in draft.of(Observation):
        counted_from = _indicator(draft, entry).counted_from
        if counted_from:
            message = f"{quoted(entry.record.indicator)} is counted from the {counted_from}"
            cure = "take the figure out, or leave counted_from out of indicators.yaml"
            problem = entry.problem("counted-not-stored", ("indicator",), message, cure)
            yield Finding(problem, holds_back=entry)


def amounts_to_share_out_are_not_negative(draft: Draft) -> Iterator[Finding]:
    """What is turned into shares, and the rates it is converted at, are not below zero."""
    shared_out = set(_shared_out(draft))
    for entry in draft.of(Observation):
        for key, number in _numbers(entry.record):
            if number < 0 and entry.record.indicator in shared_out:
                message = f"{number:g} is below 0, but shares are made of this indicator"
                cure = "check the figure, or measure the domain by another indicator"
                problem = entry.problem("negative-amount", (key,), message, cure)
                yield Finding(problem, holds_back=entry)


def _shared_out(draft: Draft) -> Iterator[str]:
    """The indicators of domains, of scenarios and of exchange rates."""
    for domain in draft.of(Domain):
        for measure in (domain.record.balance, domain.record.fallback):
            if measure:
                yield measure.indicator
    for scenario in draft.of(Scenario):
        yield from (each.indicator for each in scenario.record.changes if each.indicator)
    yield from (unit.record.converts.rate for unit in draft.of(Unit) if unit.record.converts)


def shares_lie_within_bounds(draft: Draft) -> Iterator[Finding]:
    """A share is not less than nothing and not more than all."""
    for entry in draft.of(Observation):
        yield from _no_shares(entry, (), entry.record, _indicator(draft, entry))


def claimed_shares_lie_within_bounds(draft: Draft) -> Iterator[Finding]:
    """The same for shares in claims."""
    for entry in draft.of(Claim):
        figure = entry.record.figure
        if figure and figure.measures:
            indicator = draft.get(Indicator, figure.measures.indicator)
            if indicator:
                yield from _no_shares(entry, ("figure",), figure, indicator)


def _no_shares(
    entry: Entry[Any], path: Steps, figure: Observation | Figure, indicator: Indicator
) -> Iterator[Finding]:
    if indicator.kind == "share" and figure.unit == indicator.unit:
        for key, number in _numbers(figure):
            if not 0 <= number <= 100:
                message = f"{number:g} is no share in per cent"
                problem = entry.problem("share-range", (*path, key), message, "check the figure")
                yield Finding(problem, holds_back=entry)


def values_are_plausible(draft: Draft) -> Iterator[Finding]:
    """A value in the indicator's main unit lies within its plausible range."""
    for entry in draft.of(Observation):
        yield from _implausible(entry, (), entry.record, _indicator(draft, entry))


def claimed_values_are_plausible(draft: Draft) -> Iterator[Finding]:
    """The same for figures in claims: what was said may be wrong, or we may have slipped."""
    for entry in draft.of(Claim):
        figure = entry.record.figure
        if figure and figure.measures:
            indicator = draft.get(Indicator, figure.measures.indicator)
            if indicator:
                yield from _implausible(entry, ("figure",), figure, indicator)


def _implausible(
    entry: Entry[Any], path: Steps, figure: Observation | Figure, indicator: Indicator
) -> Iterator[Finding]:
    low, high = indicator.plausible.low, indicator.plausible.high
    if figure.unit != indicator.unit:
        return
    for key, number in _numbers(figure):
        if not low <= number <= high:
            message = f"{number:g} lies outside {low:g} to {high:g}"
            reason = indicator.plausible.reason.rstrip(".")
            cure = f"check value and unit; the range has a reason: {reason}"
            yield Finding(entry.problem("implausible", (*path, key), message, cure, "warning"))


def _indicator(draft: Draft, entry: Entry[Observation]) -> Indicator:
    indicator = draft.get(Indicator, entry.record.indicator)
    assert indicator is not None, "observations without indicator have been held back before"
    return indicator


def _numbers(figure: Observation | Figure) -> Iterator[tuple[str, float]]:
    for key in ("value", "low", "high"):
        number = getattr(figure, key)
        if number is not None:
            yield key, number


RULES_OF_ONE_RECORD: tuple[Rule, ...] = (
    there_is_one_total,
    vectors_form_a_cut,
    weights_sum_to_one,
    claim_ids_start_with_the_article,
    claims_do_not_refer_to_themselves,
    events_end_after_they_start,
    deals_move_forward,
    claimed_shares_lie_within_bounds,
)
"""Rules that need no reference to resolve; what they hold back may leave others dangling."""

RULES_OF_SEVERAL_RECORDS: tuple[Rule, ...] = (
    lead_article_exists,
    held_events_lie_within_the_evidence,
    counted_figures_are_not_stored,
    units_are_allowed,
    amounts_to_share_out_are_not_negative,
    shares_lie_within_bounds,
    values_are_plausible,
    claimed_values_are_plausible,
)
"""Rules on records whose references all resolve; they hold back nothing others refer to."""
