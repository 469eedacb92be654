"""The whole put together otherwise, by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from multivector.analysis.diversity import effective_partners, shares
from multivector.analysis.variants import (
    LEAST_SHARE,
    change_without,
    leave_one_domain_out,
    structures,
)

NAN = np.nan
TABLE = np.array([[0.5, 0.3, 0.2], [0.1, 0.8, 0.1], [0.4, 0.2, 0.4]])


def test_without_a_domain_the_others_keep_their_proportions() -> None:
    found = leave_one_domain_out(TABLE, [0.25, 0.25, 0.5])
    assert found["domain"].tolist() == [0, 1, 2]
    assert found["leader"].tolist() == [1, 0, 1]
    rest = TABLE[0] / 3 + TABLE[2] * 2 / 3
    assert found["n2"][1] == pytest.approx(float(effective_partners(rest, 2)))
    assert found["n1"][1] == pytest.approx(float(effective_partners(rest, 1)))
    assert found["leader_share"][1] == pytest.approx(rest.max())


def test_partners_are_the_same_with_and_without_a_domain() -> None:
    gaps = np.array([[0.5, 0.25, 0.25], [NAN, 0.5, 0.5], [0.8, 0.1, 0.1]])
    assert leave_one_domain_out(gaps, [1, 1, 1])["n2"].tolist() == pytest.approx([2, 2, 2])


def test_no_leader_is_told_where_two_are_level_and_nothing_where_nothing_is_left() -> None:
    found = leave_one_domain_out([[0.5, 0.5], [0.6, 0.4]], [1, 1])
    assert found["leader"].tolist()[0] == 0
    assert found["leader"].isna().tolist() == [False, True]
    alone = leave_one_domain_out([[0.5, 0.5], [0.6, 0.4]], [1, 0])
    assert alone["domain"].tolist() == [0]
    assert alone["n2"].isna().all()


def test_without_the_largest_deal() -> None:
    """60 of 100 in one hand, 40 of it one deal: 20, 20, 20 are left."""
    assert change_without([60, 20, 20], 0, 40) == pytest.approx(3 - 1 / 0.44)
    assert change_without([60, 20, NAN], 0, 40) == pytest.approx(2 - 1 / 0.625)
    assert change_without([60, 20, 20], 0, 0) == 0
    assert change_without([60, 20, 20], 0, 60) == pytest.approx(2 - 1 / 0.44)
    assert np.isnan(change_without([60, 0], 0, 60))


def test_four_ways_to_put_domains_together() -> None:
    share, geometric, ranks, rank_products = structures(TABLE, [1, 1, 1])
    assert [(each.normalisation, each.mean) for each in structures(TABLE, [1, 1, 1])] == [
        ("share", "arithmetic"),
        ("share", "geometric"),
        ("rank", "arithmetic"),
        ("rank", "geometric"),
    ]
    assert share.scores == pytest.approx(TABLE.mean(axis=0))
    assert share.order == (1, 0, 2)
    products = np.cbrt([0.5 * 0.1 * 0.4, 0.3 * 0.8 * 0.2, 0.2 * 0.1 * 0.4])
    assert geometric.scores == pytest.approx(products / products.sum())
    points = np.array([[3, 2, 1], [1.5, 3, 1.5], [2.5, 1, 2.5]])
    assert ranks.scores == pytest.approx(points.sum(axis=0) / 18)
    assert ranks.order == (0, 1, 2)
    assert ranks.leader == 0
    assert rank_products.scores == pytest.approx(
        np.cbrt(points.prod(axis=0)) / np.cbrt(points.prod(axis=0)).sum()
    )
    assert share.n2 == pytest.approx(float(effective_partners(TABLE.mean(axis=0), 2)))


def test_a_share_of_zero_does_not_decide_alone() -> None:
    """It counts as a thousandth, so that what the partner has elsewhere still tells."""
    table = [[0.0, 0.0, 1.0], [0.6, 0.3, 0.1]]
    geometric = structures(table, [1, 1])[1]
    means = np.sqrt([LEAST_SHARE * 0.6, LEAST_SHARE * 0.3, 0.1])
    assert geometric.scores == pytest.approx(means / means.sum())
    assert geometric.order == (2, 0, 1)
    assert structures(table, [1, 1], least=0.1)[1].order == (2, 0, 1)


def test_partners_that_a_domain_does_not_know_are_left_out() -> None:
    table = [[0.5, NAN, 0.3, 0.2], [0.1, 0.2, 0.3, 0.4]]
    for each in structures(table, [1, 1]):
        assert np.isnan(each.scores[1])
        assert np.nansum(each.scores) == pytest.approx(1)
        assert sorted(each.order) == [0, 2, 3]
    for each in structures(table, [0, 1]):
        assert not np.isnan(each.scores).any()


@given(
    arrays(
        np.float64,
        st.tuples(st.integers(1, 4), st.integers(2, 6)),
        elements=st.integers(1, 50).map(float),
    ),
    st.integers(0, 2**32 - 1),
)
def test_the_order_of_partners_does_not_matter(table: np.ndarray, seed: int) -> None:
    rng = np.random.default_rng(seed)
    w, mixed = rng.dirichlet(np.ones(len(table))), rng.permutation(table.shape[1])
    for plain, moved in zip(
        structures(shares(table), w), structures(shares(table[:, mixed]), w), strict=True
    ):
        assert moved.scores == pytest.approx(plain.scores[mixed])
        assert moved.n2 == pytest.approx(plain.n2)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: structures([[0.5, NAN], [NAN, 0.5]], [1, 1]), "fewer than two"),
        (lambda: structures([[0.5, 0.5]], [0]), "no domain"),
        (lambda: leave_one_domain_out([[0.5, 0.5]], [0]), "no domain"),
        (lambda: change_without([60, 40], 0, 70), "not in an amount"),
        (lambda: change_without([60, NAN], 1, 1), "not in an amount"),
    ],
)
def test_what_makes_no_sense_is_refused(call: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()  # type: ignore[operator]
