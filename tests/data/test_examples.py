"""The example collections are sound, in every language, and give the numbers worked out by hand."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import get_args

import pytest

from multivector.analysis.balance import Evidence, scores
from multivector.analysis.tables import TABLES
from multivector.analysis.verification import summaries
from multivector.library.collection import Library
from multivector.library.load import load_library
from multivector.model import Language

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*/"))
UZBEKISTAN = next(path for path in EXAMPLES if path.name == "uzbekistan")


@pytest.fixture(scope="module")
def library() -> Library:
    found = load_library(UZBEKISTAN).library
    assert found is not None
    return found


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_an_example_has_neither_error_nor_warning(folder: Path) -> None:
    assert [problem.as_text() for problem in load_library(folder).problems] == []


def texts(library: Library) -> Iterator[Mapping[str, str] | None]:
    focus = library.focus
    yield from (focus.title, focus.question, focus.policy)
    for kind in (library.partners, library.domains, library.indicators, library.units):
        yield from (each.name for each in kind.values())
    yield from (each.full for each in library.reporters.values())
    yield from (each.text for each in library.claims.values())
    yield from (each.text for each in library.caveats.values())
    for event in library.events.values():
        yield from (event.title, event.outcome, event.note)
    yield from (each.title for each in library.deals.values())


def test_the_example_speaks_all_languages(library: Library) -> None:
    languages = set(get_args(Language))
    assert [text for text in texts(library) if text is not None and set(text) != languages] == []


def test_the_example_is_small_but_real(library: Library) -> None:
    assert len(library.events) >= 15
    assert min(len(each.claims) for each in library.articles.values()) >= 5
    assert len(library.claims) >= 20
    assert len(library.deals) >= 3
    assert all(source.url for source in library.sources.values())
    assert set(summaries(library)["summary"]) >= {"agrees", "disagrees", "agrees-by-one-count"}


def test_effective_partners_in_trade_as_worked_out_by_hand(library: Library) -> None:
    # 13.7 of China; of 62.6 in all 15.8 % Russia, 7 % Kazakhstan, 5 % Türkiye; 5.8 of the EU;
    # 0.8817 of 2024 less its growth of 15 % for the United States. N2 = (sum)² / sum of squares.
    amounts = [13.7, 0.158 * 62.6, 0.07 * 62.6, 0.05 * 62.6, 5.8, 0.8817 / 1.15]
    by_hand = sum(amounts) ** 2 / sum(each**2 for each in amounts)
    evidence = Evidence(library, TABLES["observations"](library), TABLES["events"](library))
    found = scores(evidence, [2023], library.focus.vectors, "trade").iloc[0]
    assert by_hand == pytest.approx(4.07, abs=0.005)
    assert found["n2"] == pytest.approx(by_hand, abs=0.002)
    assert found["complete"]
