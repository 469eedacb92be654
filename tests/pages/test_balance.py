"""The balance page: the questions of a reader, answered by what it shows."""

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.reading import charts, numbers, text

Opened = Callable[..., AppTest]


def found(pattern: str, page: str) -> tuple[str, ...]:
    match = re.search(pattern, page.replace("\xa0", " "))
    assert match, pattern
    return match.groups()


def test_the_whole_with_interval_acceptability_and_flip_distance(opened: Opened) -> None:
    page = text(opened("balance.py"))
    n2, low, high = found(
        r"All domains together: as if ([\d.]+) equal partners "
        r"\(90% interval ([\d.]+) to ([\d.]+)\)",
        page,
    )
    assert 1 < float(low) <= float(n2) <= float(high) < 6
    found(r"EU comes first with these weights, and in (\d+)% of all weightings", page)
    found(r"For Russia to come before EU, (\d+)% of the weight would have to move", page)
    (factor,) = found(r"Security would have to count ([\d.]+) times as much; then Russia", page)
    assert 1 < float(factor) < 5


def test_security_counted_beyond_the_flip_changes_the_leader(opened: Opened) -> None:
    (factor,) = found(
        r"Security would have to count ([\d.]+) times as much", text(opened("balance.py"))
    )
    below, above = (
        text(opened("balance.py", w=[f"security:{each}"]))
        for each in (float(factor) - 0.2, float(factor) + 0.2)
    )
    assert "EU comes first with these weights" in below
    assert "Russia comes first with these weights" in above


def test_without_a_score_the_whole_is_that_of_the_last_year_chosen(opened: Opened) -> None:
    for last in ("2022", "2024"):
        page = text(opened("balance.py", domain="security", to=last))
        found(rf"Between \d+ and {last} too little is known of security for an answer", page)
        found(rf"all that is uncertain · {last} · over", page)


def test_members_apart_add_only_what_lies_inside_the_blocs(opened: Opened) -> None:
    page = text(opened("balance.py", partner=["EU", "FR", "IT", "CN", "RU"], year="2024"))
    apart, together = found(r"has (\d.\d+) effective partners; with blocs as one, (\d.\d+)", page)
    assert (together, float(apart) > float(together)) == ("3.67", True)
    assert "France and Italy: counted inside EU, not beside it" in page or (
        "Italy and France: counted inside EU, not beside it" in page
    )
    assert "Effective partners N2 3.67" in page
    members = text(opened("balance.py", cut="member", year="2024"))
    assert f"Effective partners N2 {apart}" in members
    assert "EU 48.8 = Italy 19.9 + France 5.6 + Germany 4.0 + other EU 19.3" in members


def test_members_that_count_as_one_give_the_number_of_the_blocs(opened: Opened) -> None:
    page = text(opened("balance.py", cut="member", year="2024", alike="100"))
    assert "N2, members partly one 3.67" in page


@pytest.mark.parametrize(("count", "n2"), [("home", 3.67), ("partners", 3.61), ("range", 3.66)])
def test_whose_count_is_the_point(opened: Opened, count: str, n2: float) -> None:
    page = text(opened("balance.py", year="2024", reporter=count))
    shown, low, high = found(r"N2 ([\d.]+) 90% interval ([\d.]+) to ([\d.]+)", page)
    assert float(shown) == n2
    assert float(low) <= n2 <= float(high)


def test_below_two_thirds_coverage_no_rank_appears(opened: Opened) -> None:
    at = opened("balance.py", asof="2022", year="2020")
    page = text(at)
    (known,) = found(r"No ranks: only (\d+)% of all domains and partners are known", page)
    assert int(known) < 67
    assert "acceptability" not in charts(at)
    assert "comes first" not in page and "First, over all weightings" not in page


def test_weight_zero_takes_a_domain_out_of_the_whole(opened: Opened) -> None:
    page = text(opened("balance.py", w=["energy:0", "connectivity:0", "security:0"]))
    (domains,) = found(r"all that is uncertain · \d+ · over ([^·]+) ·", page)
    assert domains.strip() == "trade, investment and diplomacy"


def test_a_supposition_is_marked_and_moves_only_its_domain(opened: Opened) -> None:
    at = opened("balance.py", whatif="edf-wins")
    page = text(at)
    assert "Supposed: EDF wins the tender" in page and "This did not happen" in page
    assert "EU 0% → 50%, Russia 50% → 0%" in page
    assert "Effective partners N2 3.78" in page, "the measured score stays"
    trade = text(opened("balance.py", whatif="eu-trade-of-2015"))
    share, to = found(r"Trade, by Trade turnover: EU (\d+)% → (\d+)%", trade)
    assert (share, int(to) > int(share)) == ("36", True)
    drawn = charts(opened("balance.py", whatif="eu-trade-of-2015"))["ternary"]["data"]
    assert drawn[-1]["name"] == "supposed"


def test_a_deal_called_off_takes_its_worth_away(opened: Opened) -> None:
    page = text(opened("balance.py", whatif="without.xian-2023-05"))
    before, after = found(r"China (\d+)% → (\d+)%", page)
    assert int(after) < int(before)


@pytest.mark.parametrize(
    "hostile",
    [
        {"w": ["security:-1", "nonsense:2", "trade:nan", "trade:1e9", ":", "security:2:3"]},
        {"asof": "yesterday", "year": "99999", "alike": "-5", "reporter": "kz-bns"},
        {"whatif": "without.", "credit": "all", "cut": "EU"},
    ],
)
def test_what_makes_no_sense_in_the_address_reads_as_the_default(
    opened: Opened, hostile: dict[str, object]
) -> None:
    at = opened("balance.py", **hostile)
    assert not at.exception
    assert "Effective partners N2 3.78" in text(at)


def test_every_domain_has_its_cell_for_every_partner(opened: Opened) -> None:
    strip = charts(opened("balance.py"))["strip"]
    cells = [len(numbers(each["x"])) for each in strip["data"]]
    assert sum(cells) == 7 * 6
    texts = [each["text"] for each in strip["layout"]["annotations"]]
    assert sum(bool(each) for each in texts) == 7 * 6 - 1, "the US in society: nothing known"


def test_dependence_has_both_directions(opened: Opened) -> None:
    drawn = charts(opened("balance.py"))["dependence"]["data"]
    china = next(each for each in drawn if each["name"] == "China")
    here, there = numbers(china["y"])
    assert here > 0.2 and there is not None and there < 0.02
