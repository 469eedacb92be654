"""How far deals have come, since when, and how long ago that was last attested.

A step of a deal's history is evidence, not always progress: a report may only say once more that a
deal is still announced. So the date of the last step is not the date of the present state.
"""

from datetime import date
from itertools import takewhile

import pandas as pd

from multivector.analysis.rows import table
from multivector.library.collection import Library
from multivector.model import Amount, Deal, DealState
from multivector.periods import parse_period

BINDING: frozenset[DealState] = frozenset({"signed", "in-force", "financed", "delivered"})
"""States of a deal that is signed or beyond."""


def present_since(deal: Deal) -> str:
    """Date of the first step in the last run of equal states: when the present state was reached.

    A state that was left and reached again counts from when it was reached again.
    """
    state = deal.history[-1].state
    run = list(takewhile(lambda step: step.state == state, reversed(deal.history)))
    return run[-1].date


def clock(library: Library, today: date) -> pd.DataFrame:
    """One row a deal, in file order: its present state, since when, and the age of the evidence.

    ``since`` and ``last_evidence`` are EDTF as written. ``days_since_evidence`` runs from the
    latest day the last step may touch to ``today``; it is negative where that day lies ahead.
    """
    rows = [
        {
            "id": each.id,
            "partners": ";".join(each.partners),
            "domain": each.domain,
            "state": each.history[-1].state,
            "since": present_since(each),
            "last_evidence": each.history[-1].date,
            "days_since_evidence": (today - parse_period(each.history[-1].date).latest).days,
            "steps": len(each.history),
        }
        for each in library.deals.values()
    ]
    return table(
        rows,
        "id partners domain state since last_evidence days_since_evidence:count steps:count",
    )


def totals(library: Library, state: DealState, unit: str) -> pd.DataFrame:
    """Sums named in deals that stand at one state, in one unit: a row a partner, in tree order.

    A deal counts if it names a single sum, in that unit, with a value or a lower end; all others
    are ``left_out``, since two sums of one deal may be parts, rivals or whole and part. Of a range
    the lower end counts, and ``at_least`` says that the total holds one. A deal with several
    partners counts in full for each, so rows must not be added up. ``total`` is missing where no
    deal counts.
    """
    standing = [each for each in library.deals.values() if each.history[-1].state == state]
    rows = []
    for partner in library.partners:
        own = [each for each in standing if partner in each.partners]
        counted = [sum_ for each in own if (sum_ := _single_sum(each, unit)) is not None]
        if own:
            rows.append(
                {
                    "partner": partner,
                    "state": state,
                    "unit": unit,
                    "total": sum(map(_least, counted)) if counted else None,
                    "at_least": any(each.value is None for each in counted),
                    "deals": len(counted),
                    "left_out": len(own) - len(counted),
                }
            )
    return table(rows, "partner state unit total:number at_least:flag deals:count left_out:count")


def signed_sums(library: Library, domain: str, unit: str, until: date) -> dict[str, float]:
    """What each deal of a domain that was signed by a day and not cancelled is worth, by its id.

    Of deals that name a single sum in that unit; of a range the lower end. What is signed may be
    as loose as a memorandum: the sums say what was announced, not what flows.
    """
    found = {}
    for deal in library.deals.values():
        past = [each for each in deal.history if parse_period(each.date).latest <= until]
        only = _single_sum(deal, unit)
        signed = {each.state for each in past} & BINDING
        if deal.domain == domain and only and signed and past[-1].state != "cancelled":
            found[deal.id] = _least(only)
    return found


def _single_sum(deal: Deal, unit: str) -> Amount | None:
    if len(deal.amounts) != 1:
        return None
    only = deal.amounts[0]
    has_floor = only.value is not None or only.low is not None
    return only if only.unit == unit and has_floor else None


def _least(amount: Amount) -> float:
    return (amount.low or 0.0) if amount.value is None else amount.value
