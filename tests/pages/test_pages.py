"""Every page, found by listing the folder, in every state of the partner filter."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from multivector.library.load import load_library
from tests.pages.conftest import ROOT, SCRIPTS
from tests.pages.reading import alternatives, charts, numbers, text

Opened = Callable[..., AppTest]
QUESTIONS = {
    "overview.py": "What is going on, in one screen?",
    "partners.py": "How do the partners compare?",
    "timeline.py": "When did whom meet, and what came out?",
    "balance.py": "How evenly does the country balance?",
    "claims.py": "What is said, and by whom?",
    "sources.py": "Can I trust and cite this?",
    "curate.py": "How do I add or correct something?",
}


def test_every_page_of_the_folder_is_known_here() -> None:
    assert sorted(QUESTIONS) == SCRIPTS


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize(
    "partner",
    [[], ["CN"], ["none"], ["EU", "FR"], ["SE"]],
    ids=["all", "one", "none", "bloc and member", "little data"],
)
def test_page_answers_its_question(opened: Opened, script: str, partner: list[str]) -> None:
    at = opened(script, **({"partner": partner} if partner else {}))
    assert not at.exception
    assert at.title[0].value == QUESTIONS[script]
    assert ("No partner is chosen." in text(at)) == (
        partner == ["none"] and script not in ("sources.py", "curate.py")
    )


@pytest.mark.parametrize("script", SCRIPTS)
def test_page_alone_on_a_cold_start(script: str) -> None:
    at = AppTest.from_file(str(ROOT / "pages" / script), default_timeout=30)
    at.query_params["partner"] = "CN"
    at.run()
    assert not at.exception
    assert at.title[0].value == QUESTIONS[script]


@pytest.mark.parametrize("script", SCRIPTS)
def test_page_in_german(opened: Opened, script: str) -> None:
    at = opened(script, lang="de")
    assert not at.exception
    assert at.title[0].value != QUESTIONS[script]


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_chart_says_what_it_shows(opened: Opened, script: str) -> None:
    at = opened(script)
    assert all(len(each) > 20 for each in alternatives(at))


def test_trade_by_partner_and_the_count_of_the_other_side(opened: Opened) -> None:
    at = opened("partners.py", partner=["CN", "RU", "EU"], indicator="trade-turnover")
    page, drawn = text(at), charts(at)
    assert "EU leads with 48.8 USD bn, ahead of China with 30.2 USD bn" in page.replace("\xa0", " ")
    bars = drawn["latest"]["data"][0]
    amounts = dict(zip(bars["y"], numbers(bars["x"]), strict=True))
    assert {name: round(value, 1) for name, value in amounts.items()} == {
        "EU": 48.8, "China": 30.2, "Russia": 28.1,
    }  # fmt: skip
    assert "All partners: 142.1 USD bn." in page.replace("\xa0", " ")
    marks = drawn["latest"]["data"][1]
    assert [round(value, 1) for value in numbers(marks["x"])] == [43.8]
    assert marks["text"] == ["43.8 Chinese customs"]
    labels = [each["text"] for each in drawn["latest"]["layout"]["annotations"]]
    assert "China <b>30.2</b> · 21%   ◇ 43.8 Chinese customs" in labels
    assert "Chinese customs says 43.8 USD bn, 13.7 USD bn more" in page.replace("\xa0", " ")


def test_history_keeps_a_missing_year_missing(opened: Opened) -> None:
    at = opened("partners.py", partner=["CN", "RU", "EU"], indicator="trade-turnover")
    lines = {each["name"]: each for each in charts(at)["history"]["data"]}
    years = numbers(lines["Russia"]["x"])
    values = dict(zip(years, numbers(lines["Russia"]["y"]), strict=True))
    assert years == [float(year) for year in range(2000, 2026)]
    assert values[2010] is None
    assert values[2009] > 0 and values[2011] > 0
    assert lines["Russia"]["connectgaps"] is False
    eu = dict(zip(numbers(lines["EU"]["x"]), numbers(lines["EU"]["y"]), strict=True))
    assert [eu[year] is None for year in (2014, 2015)] == [True, False]
    assert "Russia: not reported 2010" in text(at)


def test_bloc_beside_its_members_is_not_added_up(opened: Opened) -> None:
    at = opened("partners.py", partner=["EU", "IT", "FR", "DE"], year="2024")
    assert "EU 48.8 = Italy 19.9 + France 5.6 + Germany 4.0 + other EU 19.3" in text(at)
    assert "do not add them up" in text(at)


def test_meetings_with_china_in_order(opened: Opened) -> None:
    page = text(opened("timeline.py", partner=["CN"]))
    held, apart = page.split("Planned when last reported", 1)
    first = held.index("18–19 May 2023")
    second = held.index("17 June 2025: Second China–Central Asia Summit")
    assert first < second
    assert "China–Central Asia" in held[second : second + 400]
    assert "October 2026" in apart


def test_month_is_not_shown_as_a_day(opened: Opened) -> None:
    page = text(opened("timeline.py", partner=["CN"]))
    assert "December 2024: 5th China–Central Asia Foreign Ministers' Meeting" in page
    assert "1 December 2024" not in page


def test_many_events_are_counted_by_year(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("multivector.charts.timeline.MOST_MARKS", 20)
    at = opened("timeline.py")
    assert "Too many to be told apart: columns count them by year." in text(at)
    drawn = charts(at)["timeline"]
    assert {each["type"] for each in drawn["data"]} == {"bar"}
    few = opened("timeline.py", partner=["CN"], **{"from": "2025", "to": "2025"})
    assert "Too many" not in text(few)


def test_balance_of_trade_over_the_years(opened: Opened) -> None:
    at = opened("balance.py")
    trade = next(each for each in charts(at)["course"]["data"] if each["name"] == "Trade")
    found = dict(zip(numbers(trade["x"]), numbers(trade["y"]), strict=True))
    expected = {2015: 3.13, 2019: 3.64, 2023: 3.91, 2024: 3.67, 2025: 3.78}
    assert {year: round(found[year], 2) for year in expected} == expected


def test_triangle_from_2015_to_2025(opened: Opened) -> None:
    trail = charts(opened("balance.py"))["ternary"]["data"][0]
    china, russia, europe = (numbers(trail[axis]) for axis in ("b", "c", "a"))
    first, last = ([round(axis[at], 2) for axis in (china, russia, europe)] for at in (0, -1))
    assert first == [0.19, 0.27, 0.54]
    assert last == [0.32, 0.26, 0.42]


def test_score_does_not_move_with_the_partners_chosen(opened: Opened) -> None:
    every, some = (text(opened("balance.py", **choice)) for choice in ({}, {"partner": ["FR"]}))
    number = "Effective partners N2 3.78"
    assert number in every and number in some
    assert "France: counted inside EU, not beside it" in some


def test_claims_of_a_member_appear_under_its_bloc_once(opened: Opened) -> None:
    french = text(opened("claims.py", partner=["FR"]))
    european = text(opened("claims.py", partner=["EU"], article="euractiv-2025-06"))
    claim = "EDF did not win the nuclear contract."
    assert claim in french
    assert european.count(claim) == 1


def test_unknown_codes_are_left_out_with_a_notice(opened: Opened) -> None:
    at = opened("partners.py", partner=["CN", "XX"], lang="tlh", indicator="nonsense")
    assert not at.exception
    assert "Not known here and left out: partner=XX" in text(at)


def test_bibliography_of_one_partner(opened: Opened) -> None:
    every, korean = (text(opened("sources.py", **choice)) for choice in ({}, {"partner": "KR"}))
    library = load_library(ROOT / "data").library
    assert library and f"1 to 25 of {len(library.sources)}" in every
    assert f"of {len(library.sources)}" not in korean.split("Bibliography")[1]
    assert "Yonhap" in korean or "Korea" in korean


def test_cities_are_written_as_the_language_has_them(opened: Opened) -> None:
    places = {
        lang: text(opened("timeline.py", lang=lang, partner="CN", **{"from": "2023", "to": "2023"}))
        for lang in ("en", "de", "ru", "kk")
    }
    assert "Xi'an, China" in places["en"] and "Peking, China" in places["de"]
    assert "Сиань, Китай" in places["ru"] and "Бейжің, Қытай" in places["kk"]


def test_cities_and_speakers_of_the_collection_have_their_names() -> None:
    library = load_library(ROOT / "data").library
    assert library is not None
    cities = {event.place.city for event in library.events.values() if event.place.city}
    speakers = {name for claim in library.claims.values() for name in claim.speakers}
    assert cities | speakers <= set(library.proper_names)
    for each in library.proper_names.values():
        assert set(each.name) == {"en", "de", "ru", "kk"} and each.name["en"] == each.id


def test_speakers_are_written_as_the_language_has_them(opened: Opened) -> None:
    chosen = {"speaker": "Xi Jinping", "article": "euractiv-2025-06"}
    assert "· Xi Jinping" in text(opened("claims.py", **chosen))
    assert "· Си Цзиньпин" in text(opened("claims.py", lang="ru", **chosen))
    assert "· Си Цзиньпин" in text(opened("claims.py", lang="ru", find="цзиньпин"))
