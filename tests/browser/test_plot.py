"""A chart on the page keeps its drawing, follows the theme, and says when it cannot be drawn."""

from collections.abc import Callable

from playwright.sync_api import expect

from multivector.charts import script
from tests.browser.server import Visit

Open = Callable[..., Visit]


def test_a_new_choice_changes_the_drawing_in_place(visit: Open) -> None:
    shown = visit("/partners?partner=CN&partner=RU")
    chart = shown.page.locator(".st-key-chart-latest .mv-plot")
    chart.evaluate("chart => chart.querySelector('.svg-container').dataset.seen = 'yes'")
    assert "EU" not in chart.text_content()
    shown.page.get_by_role("button", name="EU", exact=True).first.click()
    expect(chart.locator("[data-seen=yes]")).to_contain_text("EU")
    shown.settled()
    assert "EU leads" in chart.get_attribute("aria-label")
    assert shown.errors == []


def test_ink_follows_the_theme(visit: Open) -> None:
    inks = {}
    for scheme in ("light", "dark"):
        page = visit("/partners?partner=CN", color_scheme=scheme).page
        inks[scheme] = page.locator(".mv-plot .main-svg text").first.evaluate(
            "text => getComputedStyle(text).fill"
        )
    assert inks == {"light": "rgb(20, 23, 28)", "dark": "rgb(242, 244, 247)"}


def test_a_chart_that_cannot_be_drawn_says_so(visit: Open) -> None:
    shown = visit("/sources")
    shown.page.route(f"**{script.ADDRESS}", lambda route: route.abort())
    shown.page.goto(f"{shown.address}/partners?partner=CN")
    expect(shown.page.locator(".mv-plot").first).to_have_text(
        "The chart could not be drawn. Its table holds the same figures."
    )
