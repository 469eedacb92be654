"""The profile of one partner and the list of deals, on the page of partners."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import ROOT
from tests.pages.reading import text

Opened = Callable[..., AppTest]


def test_one_partner_has_its_profile(opened: Opened) -> None:
    page = text(opened("partners.py", partner=["RU"]))
    first = page.index("15 May 1992: Collective Security Treaty")
    assert first < page.index(
        "25 May 1992: Treaty of friendship, cooperation and mutual assistance"
    )
    status = page[first : first + 300]
    assert "signed" in status and "one source" in status
    assert "Formal status" in page and "Last and next meetings" in page
    assert "Claims for and against" in page and "What is missing" in page


def test_the_last_meetings_and_the_next_one_planned(opened: Opened) -> None:
    page = text(opened("partners.py", partner=["CN"]))
    meetings = page[page.index("Last and next meetings") : page.index("7 deals")]
    assert meetings.count(" held heads of state") == 3
    assert meetings.index(" held ") < meetings.index("October 2026")
    assert meetings.count(" scheduled heads of state") == 1


def test_a_deal_says_how_far_it_has_come(opened: Opened) -> None:
    page = text(opened("partners.py", partner=["FR"]))
    bid = page[page.index("2 deals") :]
    assert "cancelled (14 June 2025) announced (1 November 2023) Last evidence" in bid
    assert "announced → signed (5 November 2024) → in force → financed → delivered" in bid
    # 14 June 2025 to 31 May 2026 is a year less two weeks.
    assert "Last evidence: 14 June 2025, 351 days before the collection's own last date" in bid


def test_a_bloc_stands_for_its_members_each_deal_once(opened: Opened) -> None:
    page = text(opened("partners.py", partner=["EU"]))
    assert page.count("cancelled (14 June 2025)") == 1


def test_the_deals_of_several_partners_are_drawn_when_asked_for(opened: Opened) -> None:
    closed = text(opened("partners.py", partner=["CN", "RU"]))
    assert "Last evidence" not in closed and "Formal status" not in closed
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    at.query_params["partner"] = ["CN", "RU"]
    at.session_state["fold-deals"] = True
    at.switch_page(str(ROOT / "pages" / "partners.py"))
    assert text(at.run()).count("Last evidence") > 5


def test_a_partner_of_which_little_is_known(opened: Opened) -> None:
    page = text(opened("partners.py", partner=["SE"]))
    assert "holds no treaty or declaration with this partner" in page
    assert "The collection holds no figure in these domains:" in page


def test_no_partner_has_neither_profile_nor_deals(opened: Opened) -> None:
    at = opened("partners.py", partner=["none"])
    assert "What is missing" not in text(at)
    assert not any("deal" in each.label for each in at.expander)
