"""How sure the whole is: over what is uncertain in the figures and over the weights."""

from dataclasses import dataclass

import numpy as np

from multivector.analysis.balance import LEAST_COVERAGE, SEED, Whole, around
from multivector.analysis.diversity import TOLERANCE, Array, effective_partners
from multivector.analysis.robustness import (
    central_weights,
    pairwise_odds,
    rank_acceptability,
    scores,
)
from multivector.analysis.uncertainty import Interval, draw_weights, draw_weights_near, interval

DRAWS = 10_000


@dataclass(frozen=True)
class Standing:
    """Where each partner stands in the whole of one year, and how sure that is.

    Arrays follow the partners and the domains of ``whole``.
    """

    whole: Whole
    n2: float
    """Effective partners under the chosen weights."""
    n2_between: tuple[float, float]
    """Its 90 % interval over what is uncertain in the figures; see ``balance.around``."""
    shares: Interval
    """Each partner's share of the whole, likewise."""
    chosen: Array
    """Chance of each rank (columns) under the chosen weights."""
    near: Array
    """The same over weights near the chosen ones."""
    every: Array
    """The same over all weightings there are."""
    n2_every: Interval
    central: Array
    """Typical weights, partner × domain, of those under which a partner is first."""
    odds: Array
    """Chance that the partner of a row is ahead of that of a column, over all weightings."""

    @property
    def ranked(self) -> tuple[bool, ...]:
        """Of which partners enough is known for a rank."""
        enough = self.whole.ranks
        return tuple(enough and each >= LEAST_COVERAGE - TOLERANCE for each in self.whole.covered)

    @property
    def order(self) -> tuple[int, ...]:
        """Places of the ranked partners by their expected rank over all weightings."""
        expected = self.every @ np.arange(1, len(self.every) + 1)
        return tuple(int(i) for i in np.argsort(expected, kind="stable") if self.ranked[i])

    @property
    def leader(self) -> int:
        """Place of the partner with the largest share under the chosen weights."""
        return int(np.argmax(self.whole.mean_shares))


def standing(whole: Whole, draws: int = DRAWS, seed: int = SEED) -> Standing:
    """The standing of a whole from draws of figures and weights; the same on every run."""
    # Weights are drawn from seeds of their own, so that they do not go along with the figures.
    every, near = np.random.SeedSequence([seed, 1]).spawn(2)
    figures = whole.draws(draws, seed)
    under_chosen = scores(figures, whole.weights)
    opinions = draw_weights(draws, len(whole.weights), every)
    under_every = scores(figures, opinions)
    nearby = scores(figures, draw_weights_near(draws, whole.weights, near))
    n2 = float(effective_partners(whole.mean_shares, 2))
    return Standing(
        whole,
        n2,
        around(n2, effective_partners(under_chosen, 2)),
        interval(under_chosen),
        rank_acceptability(under_chosen),
        rank_acceptability(nearby),
        rank_acceptability(under_every),
        interval(effective_partners(under_every, 2)),
        central_weights(under_every, opinions),
        pairwise_odds(under_every),
    )
