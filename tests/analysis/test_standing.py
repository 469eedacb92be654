import numpy as np
import pytest

from multivector.analysis.amounts import DomainYear
from multivector.analysis.balance import whole
from multivector.analysis.standing import Standing, standing

PARTNERS = ("AA", "BB", "CC")


def domain(name: str, *amounts: float, total: float | None = None) -> DomainYear:
    x = np.array(amounts)
    return DomainYear(name, 2024, x, ("observed",) * len(x), None, x, x, total)


def stand(*domains: DomainYear, **weights: float) -> Standing:
    together = whole(domains, PARTNERS, {each.domain: 1.0 for each in domains} | weights)
    assert together is not None
    return standing(together, draws=4000)


def test_who_leads_everywhere_leads_under_every_weighting() -> None:
    found = stand(domain("x", 6, 3, 1), domain("y", 5, 4, 1))
    assert found.leader == 0 and found.every[0, 0] == 1 and found.odds[0, 1] == 1
    assert found.n2_between == (pytest.approx(found.n2), pytest.approx(found.n2))


def test_two_opposite_domains_split_the_weightings_in_half() -> None:
    found = stand(domain("x", 8, 1, 1), domain("y", 1, 8, 1))
    assert found.every[:, 0].tolist() == pytest.approx([0.5, 0.5, 0], abs=0.03)
    assert found.central[0].tolist() == pytest.approx([0.75, 0.25], abs=0.02)
    assert np.isnan(found.central[2]).all()


def test_every_run_gives_the_same() -> None:
    domains = (domain("x", 8, 1, 1), domain("y", 1, 8, np.nan, total=20))
    first, second = stand(*domains), stand(*domains)
    assert np.array_equal(first.every, second.every) and first.n2_between == second.n2_between


def test_below_two_thirds_known_nobody_is_ranked() -> None:
    gaps = domain("z", np.nan, np.nan, np.nan)
    half = stand(domain("x", 6, 3, 1), domain("y", 5, 4, 1), gaps, z=2.0)
    assert half.whole.left_out == ("z",) and half.whole.coverage == pytest.approx(0.5)
    assert half.ranked == (False, False, False)
    enough = stand(domain("x", 6, 3, 1), domain("y", 5, 4, 1), gaps, z=1.0)
    assert enough.ranked == (True, True, True)


def test_a_partner_that_is_known_in_too_few_domains_has_no_rank_of_its_own() -> None:
    found = stand(
        domain("x", 6, 3, np.nan, total=10),
        domain("y", 5, 4, np.nan, total=10),
        domain("z", 5, 4, 1),
    )
    assert found.whole.covered.tolist() == pytest.approx([1, 1, 1 / 3])
    assert found.ranked == (True, True, False)
