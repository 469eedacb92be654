"""Flip distances by hand, against a search, and in what they claim."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from multivector.analysis.diversity import shares
from multivector.analysis.flips import flip_by_domain, flip_by_figure, flip_by_weights
from multivector.analysis.robustness import scores

NAN = np.nan
TRADE, SECURITY = [0.5, 0.3, 0.2], [0.1, 0.8, 0.1]

tables = arrays(
    np.float64,
    st.tuples(st.integers(2, 4), st.integers(2, 5)),
    elements=st.integers(1, 1000).map(float),
)


def weights_for(table: np.ndarray, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).dirichlet(np.ones(len(table)))


def clear_leader(p: np.ndarray, w: np.ndarray) -> int:
    found = np.sort(w @ p)
    assume(found[-1] - found[-2] > 1e-6)
    return int((w @ p).argmax())


def test_two_domains_flip_where_trade_weighs_seven_ninths() -> None:
    found = flip_by_weights([TRADE, SECURITY], [0.5, 0.5])
    assert found is not None
    assert (found.leader, found.rival) == (1, 0)
    assert found.moved == pytest.approx(7 / 9 - 1 / 2)
    assert found.weights == pytest.approx([7 / 9, 2 / 9])
    trade, security = flip_by_domain([TRADE, SECURITY], [0.5, 0.5])
    assert (trade.more, trade.more_leader) == (pytest.approx(3.5), 0)
    assert (trade.less, trade.less_leader) == (None, None)
    assert (security.less, security.less_leader) == (pytest.approx(2 / 7), 0)
    assert (security.more, security.more_leader) == (np.inf, None)


def test_no_weights_change_a_leader_that_leads_everywhere() -> None:
    assert flip_by_weights([[0.6, 0.4], [0.7, 0.3]], [0.5, 0.5]) is None
    for found in flip_by_domain([[0.6, 0.4], [0.7, 0.3]], [0.5, 0.5]):
        assert (found.more, found.less) == (np.inf, None)
    assert flip_by_weights([[0.6, 0.4], [0.5, 0.5]], [0.5, 0.5]) is None


def test_weight_moves_first_from_where_it_helps_the_leader_most() -> None:
    """Leads of 0.6, 0.2 and −0.2 with equal weights: 0.2 in all, used up by 0.25 from the first."""
    found = flip_by_weights([[0.8, 0.2], [0.6, 0.4], [0.4, 0.6]], [1 / 3] * 3)
    assert found is not None
    assert found.moved == pytest.approx(0.25)
    assert found.weights == pytest.approx([1 / 3 - 0.25, 1 / 3, 1 / 3 + 0.25])


@given(tables, st.integers(0, 2**32 - 1))
def test_no_smaller_move_of_weights_changes_the_leader(table: np.ndarray, seed: int) -> None:
    p, w = shares(table), weights_for(table, seed)
    leader = clear_leader(p, w)
    found = flip_by_weights(p, w)
    distance = 1.0 if found is None else found.moved
    others = np.random.default_rng(seed).dirichlet(np.full(len(w), 0.5), 500)
    directions = others - w
    lengths = np.abs(directions).sum(axis=1, keepdims=True) / 2
    inside = w + directions * np.minimum(1, distance * (1 - 1e-9) / lengths)
    tried = scores(p, inside)
    assert (tried[:, [leader]] >= tried - 1e-9).all()
    if found is None:
        assert (p[:, leader] >= p.max(axis=1) - 1e-8).all() or len(w) == 1
        return
    assert found.leader == leader
    assert found.weights.min() >= -1e-12
    assert found.weights.sum() == pytest.approx(1)
    assert np.abs(found.weights - w).sum() / 2 == pytest.approx(found.moved)
    level = found.weights @ p
    assert level[found.rival] == pytest.approx(level[leader], abs=1e-9)
    assert level[found.rival] == pytest.approx(level.max(), abs=1e-9)


@given(tables, st.integers(0, 2**32 - 1))
def test_beyond_a_factor_and_not_before_it_another_leads(table: np.ndarray, seed: int) -> None:
    p, w = shares(table), weights_for(table, seed)
    leader = clear_leader(p, w)

    def margin(domain: int, factor: float, rival: int | None = None) -> float:
        mixed = np.where(np.arange(len(w)) == domain, factor, 1) * w @ p
        rivals = np.delete(mixed, leader) if rival is None else mixed[[rival]]
        return float(mixed[leader] - rivals.max())

    for each in flip_by_domain(p, w):
        if each.more_leader is None:
            assert margin(each.domain, 1e6) >= -1e-6
        else:
            assert each.more > 1
            assert margin(each.domain, 1 + (each.more - 1) * 0.999) > -1e-12
            assert margin(each.domain, 1 + (each.more - 1) * 1.001, each.more_leader) < 1e-12
        if each.less is None:
            assert margin(each.domain, 0) >= -1e-12
        else:
            assert 0 < each.less < 1
            assert margin(each.domain, 1 - (1 - each.less) * 0.999) > -1e-12
            assert margin(each.domain, each.less * 0.999, each.less_leader) < 1e-12


def test_the_figure_that_would_change_the_leader() -> None:
    """60 against 40 is level at a third less of the one, or half as much again of the other."""
    found = flip_by_figure([[60, 40]], [1])
    assert found is not None
    assert (found.domain, found.partner, found.leader, found.rival) == (0, 0, 0, 1)
    assert found.factor == pytest.approx(2 / 3)


def test_a_third_partner_may_decide() -> None:
    """Where the first has nothing, the second counts the more the less the third has.

    The first is 0.16 ahead in each of four domains, so the second needs 0.64 of the fifth, in which
    it has 50 and the third 28.125 then. Any other single figure would have to change by more.
    """
    others = [20, 4, 3] + [73 / 6] * 6
    found = flip_by_figure([[0, 50, 50] + [0] * 6, others, others, others, others], [1] * 5)
    assert found is not None
    assert (found.domain, found.partner, found.leader, found.rival) == (0, 2, 0, 1)
    assert found.factor == pytest.approx(28.125 / 50)


@given(tables, st.integers(0, 2**32 - 1))
def test_no_smaller_change_of_a_figure_changes_the_leader(table: np.ndarray, seed: int) -> None:
    w = weights_for(table, seed)
    leader = clear_leader(shares(table), w)
    found = flip_by_figure(table, w)
    change = 0.99 if found is None else abs(found.factor - 1)
    for place in np.ndindex(table.shape):
        for factor in (1 + change * 0.999, 1 - change * 0.999):
            if factor > 0:
                tried = table.copy()
                tried[place] *= factor
                mixed = w @ shares(tried)
                assert mixed[leader] >= mixed.max() - 1e-9
    if found is not None:
        tried = table.copy()
        tried[found.domain, found.partner] *= found.factor
        mixed = w @ shares(tried)
        assert found.leader == leader
        assert mixed[found.rival] == pytest.approx(mixed[leader], rel=1e-6)


def test_partners_that_are_not_known_everywhere_are_not_compared() -> None:
    table = [[NAN, 0.5, 0.3, 0.2], [0.9, 0.01, 0.08, 0.01]]
    found = flip_by_weights(table, [0.9, 0.1])
    assert found is not None
    assert (found.leader, found.rival) == (1, 2)
    figure = flip_by_figure(np.array(table) * 100, [0.9, 0.1])
    assert figure is not None
    assert 0 not in (figure.partner, figure.leader, figure.rival)
    alone = [[NAN, 1.0], [0.5, 0.5]]
    assert flip_by_weights(alone, [1, 1]) is None
    assert flip_by_figure(alone, [1, 1]) is None
    assert [each.more for each in flip_by_domain(alone, [1, 1])] == [np.inf, np.inf]


def test_partners_that_are_level_need_no_change() -> None:
    found = flip_by_weights([[0.5, 0.5], [0.4, 0.6], [0.6, 0.4]], [1, 1, 1])
    assert found is not None
    assert (found.leader, found.rival, found.moved) == (0, 1, pytest.approx(0))


def test_a_figure_of_zero_has_no_relative_change_and_domains_without_weight_none_to_make() -> None:
    found = flip_by_figure([[10, 0], [9, 10]], [0.99, 0.01])
    assert found is None
    assert flip_by_figure([[10, 9], [1, 100]], [1, 0]) == flip_by_figure([[10, 9], [5, 5]], [1, 0])
    none, own = flip_by_domain([[0.4, 0.6], [0.6, 0.4]], [0, 1])
    assert (none.more, none.less) == (np.inf, None)
    assert (own.more, own.less) == (np.inf, None)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: flip_by_weights([0.5, 0.5], [1]), "do not fit"),
        (lambda: flip_by_domain([[0.5, 0.5]], [0.5, 0.5]), "do not fit"),
        (lambda: flip_by_figure([[0.5, 0.5]], [-1]), "not negative"),
        (lambda: flip_by_weights([[0.5, 0.5]], [0]), "not all zero"),
    ],
)
def test_what_makes_no_sense_is_refused(call: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()  # type: ignore[operator]
