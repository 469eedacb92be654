"""A visitor of another country's dashboard: the example on Uzbekistan, page after page."""

from collections.abc import Callable, Iterator

import pytest

from multivector.library.collection import Library
from multivector.library.load import load_library
from multivector.ui.frame import PAGES, PageEntry
from multivector.words import Words, languages
from tests.browser.server import ROOT, Visit, served
from tests.leftovers import COUNTRY_OF_THE_APP, leftovers

Open = Callable[..., Visit]
DATA = ROOT / "examples" / "uzbekistan"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with served(DATA) as url:
        yield url


@pytest.fixture(scope="module")
def library() -> Library:
    found = load_library(DATA).library
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("path", "language", "seen"),
    [
        ("/", "en", "As if 4.1 equal partners shared the trade of 2023: China leads with 36%."),
        ("/", "kk", "Multivector: Өзбекстан және оның серіктестері"),
        ("/partners", "de", "Usbekische Zählung"),
        ("/timeline", "ru", "Государственный визит Путина в Узбекистан"),
        ("/balance", "en", "4.07"),
        ("/balance", "ru", "4,07"),
        ("/claims", "kk", "2023 жылы Қытай Ресейді Өзбекстанның ең ірі сауда серіктесі"),
        ("/sources", "de", "China becomes Uzbekistan's main trading partner"),
    ],
)
def test_every_page_shows_the_other_country_alone(
    visit: Open, server: str, library: Library, path: str, language: str, seen: str
) -> None:
    assert seen in text_of(visit, server, library, path, language)


@pytest.mark.slow
@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.path)
def test_all_pages_in_all_languages(
    visit: Open, server: str, library: Library, entry: PageEntry, language: str
) -> None:
    page = text_of(visit, server, library, "/" if entry is PAGES[0] else f"/{entry.path}", language)
    assert entry.question(Words(language)) in page


def text_of(visit: Open, server: str, library: Library, path: str, language: str) -> str:
    """What stands on a page, once it is seen to work and to be about the country alone."""
    shown = visit(f"{path}?lang={language}", server=server)
    assert shown.errors == []
    assert shown.page.locator('[data-testid="stException"]').count() == 0
    page = shown.text()
    assert library.focus.title[language] in page
    assert leftovers(page, library, language) == []
    assert not COUNTRY_OF_THE_APP.search(shown.page.title())
    assert shown.foreign_requests() == []
    return page
