"""The measures, with numbers worked out by hand and laws that must hold for any input."""

import math
from itertools import pairwise

import numpy as np
import pytest
import skbio.diversity.alpha as skbio
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from multivector.analysis.diversity import (
    coverage,
    decompose,
    effective_partners,
    entropy,
    evenness,
    group_similarity,
    hhi,
    jensen_shannon,
    nested_entropy,
    shares,
    similarity_effective_partners,
)

BLOCS = shares([30, 28, 49])  # CN, RU, EU
MEMBERS = shares([30, 28, 20, 6, 23])  # CN, RU, IT, FR, other EU
GROUPS = ["CN", "RU", "EU", "EU", "EU"]

amounts = arrays(np.float64, st.integers(2, 8), elements=st.floats(0.01, 1000))
tables = arrays(
    np.float64, st.tuples(st.integers(1, 6), st.integers(2, 7)), elements=st.floats(0.001, 1000)
)


def test_three_blocs_are_as_if_two_point_eight_equal_ones() -> None:
    assert effective_partners(BLOCS, 2) == pytest.approx(107**2 / (30**2 + 28**2 + 49**2))
    assert round(float(effective_partners(BLOCS, 2)), 2) == 2.80


def test_with_members_apart_there_are_more() -> None:
    assert round(float(effective_partners(MEMBERS, 2)), 2) == 4.32


def test_the_wrong_mix_would_give_a_plausible_number() -> None:
    """EU beside its members: 3.91 looks sound, which is why ``partners.cut`` refuses it."""
    wrong = np.array([30, 28, 49, 20, 6])
    assert round(wrong.sum() ** 2 / (wrong**2).sum(), 2) == 3.91


@pytest.mark.parametrize(("z", "expected"), [(0, 4.32), (0.5, 3.40), (0.8, 3.01), (1, 2.80)])
def test_members_that_count_as_alike_are_fewer(z: float, expected: float) -> None:
    found = similarity_effective_partners(MEMBERS, group_similarity(GROUPS, z), 2)
    assert round(float(found), 2) == expected


def test_entropy_nests() -> None:
    nested = nested_entropy(MEMBERS, GROUPS)
    assert round(nested.total, 3) == 1.513
    assert round(nested.between, 3) == 1.065
    assert round(nested.within["EU"], 3) == 0.448
    assert nested.within["CN"] == 0
    assert nested.total == pytest.approx(nested.between + sum(nested.within.values()), abs=1e-12)


def test_three_domains_each_in_other_hands_look_balanced_and_are_not() -> None:
    found = decompose(np.eye(3), [1 / 3] * 3)
    assert found.gamma == pytest.approx(3)
    assert found.alpha == pytest.approx(1)
    assert found.beta == pytest.approx(3)
    assert found.inside == 0
    assert found.between == pytest.approx(math.log(3))


def test_domains_shared_alike_have_no_division_of_labour() -> None:
    found = decompose([BLOCS, BLOCS], [0.3, 0.7])
    assert found.between == pytest.approx(0, abs=1e-15)
    assert found.inside == pytest.approx(float(entropy(BLOCS)))


@given(tables, st.integers(0, 2**32 - 1))
def test_the_two_parts_add_up_to_the_whole(table: np.ndarray, seed: int) -> None:
    weights = np.random.default_rng(seed).dirichlet(np.ones(len(table)))
    found = decompose(shares(table), weights)
    assert found.total == pytest.approx(found.inside + found.between, abs=1e-12)
    assert found.gamma == pytest.approx(found.alpha * found.beta, rel=1e-12)
    assert found.between >= -1e-12


def test_many_weightings_are_tried_at_once() -> None:
    table = np.array([BLOCS, [0.2, 0.3, 0.5]])
    weights = np.random.default_rng(1).dirichlet([1, 1], size=50)
    found = decompose(table, weights)
    assert found.total.shape == (50,)
    assert found.total[7] == pytest.approx(float(decompose(table, weights[7]).total))
    assert jensen_shannon(table, weights).shape == (50,)


@given(amounts, st.integers(0, 2**32 - 1))
def test_the_order_of_partners_does_not_matter(x: np.ndarray, seed: int) -> None:
    mixed = np.random.default_rng(seed).permutation(x)
    for order in (0, 1, 2, math.inf):
        assert effective_partners(shares(x), order) == pytest.approx(
            float(effective_partners(shares(mixed), order))
        )


@given(amounts, st.floats(0.01, 1000))
def test_the_unit_does_not_matter(x: np.ndarray, factor: float) -> None:
    assert shares(x * factor) == pytest.approx(shares(x))


@given(tables, st.integers(0, 2**32 - 1))
def test_the_unit_of_a_domain_does_not_matter(table: np.ndarray, seed: int) -> None:
    rng = np.random.default_rng(seed)
    weights = rng.dirichlet(np.ones(len(table)))
    scaled = table * 10 ** rng.uniform(-6, 6, (len(table), 1))
    found, again = (decompose(shares(each), weights) for each in (table, scaled))
    assert found.total == pytest.approx(float(again.total), abs=1e-12)
    assert found.inside == pytest.approx(float(again.inside), abs=1e-12)


@given(amounts)
def test_an_independent_library_finds_the_same(x: np.ndarray) -> None:
    p = shares(x)
    assert effective_partners(p, 2) == pytest.approx(skbio.hill(x, order=2), rel=1e-12)
    assert effective_partners(p, 1) == pytest.approx(skbio.hill(x, order=1), rel=1e-12)
    assert effective_partners(p, 2) == pytest.approx(skbio.enspie(x), rel=1e-12)
    assert entropy(p) == pytest.approx(skbio.shannon(x, base=math.e), abs=1e-12)
    assert evenness(p) == pytest.approx(skbio.pielou_e(x), abs=1e-12)


@given(amounts, st.integers(0, 7))
def test_a_missing_amount_lowers_the_coverage_and_no_other_proportion(
    x: np.ndarray, place: int
) -> None:
    gap = np.where(np.arange(len(x)) == place % len(x), np.nan, x)
    left = np.delete(x, place % len(x))
    assert coverage(gap) == pytest.approx(1 - 1 / len(x))
    assert shares(gap)[~np.isnan(gap)] == pytest.approx(shares(left))
    for order in (0, 1, 2):
        assert effective_partners(shares(gap), order) == pytest.approx(
            float(effective_partners(shares(left), order))
        )


@given(amounts)
def test_merging_two_partners_never_gives_more(x: np.ndarray) -> None:
    merged = np.append(x[2:], x[0] + x[1])
    for order in (1, 2):
        assert effective_partners(shares(merged), order) <= effective_partners(shares(x), order) * (
            1 + 1e-12
        )


@given(amounts)
def test_effective_numbers_lie_between_one_and_all_and_fall_with_the_order(x: np.ndarray) -> None:
    found = [float(effective_partners(shares(x), order)) for order in (0, 0.5, 1, 2, 3, math.inf)]
    assert found[0] == pytest.approx(len(x))
    assert all(a >= b * (1 - 1e-9) for a, b in pairwise(found))
    assert found[-1] >= 1 - 1e-12


@given(amounts, st.sampled_from([0, 0.5, 1, 2, 3, math.inf]))
def test_without_similarity_both_effective_numbers_agree(x: np.ndarray, order: float) -> None:
    p = shares(x)
    assert similarity_effective_partners(p, np.eye(len(x)), order) == pytest.approx(
        float(effective_partners(p, order))
    )


@pytest.mark.parametrize("k", [2, 3, 7])
def test_equal_shares_are_even(k: int) -> None:
    p = shares(np.ones(k))
    assert evenness(p) == pytest.approx(1)
    assert hhi(p) == pytest.approx(1 / k)
    assert effective_partners(p, 2) == pytest.approx(k)


def test_one_partner_alone_is_neither_even_nor_uneven() -> None:
    assert np.isnan(evenness([1.0]))
    assert evenness([1.0, 0.0]) == 0


def test_a_missing_amount_is_never_zero() -> None:
    """It leaves the ratio between the others alone and lowers the coverage."""
    known = shares([30, 28, np.nan])
    assert np.isnan(known[2])
    assert known[0] / known[1] == pytest.approx(30 / 28)
    assert known[0] == pytest.approx(30 / 58)
    assert coverage(known) == pytest.approx(2 / 3)
    assert effective_partners(known, 2) == pytest.approx(58**2 / (30**2 + 28**2))
    assert evenness(known) == pytest.approx(float(evenness(known[:2])))


def test_a_reported_zero_is_a_share_of_zero() -> None:
    assert shares([1.0, 0.0]).tolist() == [1, 0]


def test_vectors_without_any_amount_stay_missing_beside_others() -> None:
    known = shares([[1, 3], [np.nan, np.nan]])
    assert known[0].tolist() == [0.25, 0.75]
    for measure in (hhi, entropy, evenness):
        assert np.isnan(measure(known)).tolist() == [False, True]
    for order in (0, 1, 2, math.inf):
        assert np.isnan(effective_partners(known, order)).tolist() == [False, True]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: shares([1, -1]), "not negative"),
        (lambda: shares([1, math.inf]), "finite"),
        (lambda: shares([0, 0]), "zero throughout"),
        (lambda: shares([]), "at least one partner"),
        (lambda: hhi([0.5, 0.6]), "sum to one"),
        (lambda: entropy([1.5, -0.5]), "not be negative"),
        (lambda: effective_partners([0.5, 0.5], -1), "order"),
        (lambda: decompose([[0.5, 0.5]], [0.9]), "sum to one"),
        (lambda: decompose([[0.5, 0.5]] * 2, [1.5, -0.5]), "not be negative"),
        (lambda: decompose([[0.5, 0.5]], [0.5, 0.5]), "do not fit"),
        (lambda: decompose([[np.nan, 1.0]], [1]), "every share"),
        (lambda: nested_entropy([0.5, 0.5], ["a"]), "1 groups"),
        (lambda: similarity_effective_partners([0.5, 0.5], np.eye(3), 2), "3 partners for 2"),
        (lambda: similarity_effective_partners([0.5, 0.5], [[1, 2], [2, 1]], 2), "between 0 and 1"),
        (lambda: similarity_effective_partners([0.5, 0.5], [[0, 0], [0, 0]], 2), "diagonal"),
        (lambda: group_similarity(["a"], 1.2), "between 0 and 1"),
    ],
)
def test_what_makes_no_sense_is_refused(call: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()  # type: ignore[operator]
