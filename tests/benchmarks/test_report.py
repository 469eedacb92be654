import pandas as pd
import pytest

from benchmarks import pages, report
from benchmarks.results import Figure
from tests.benchmarks.test_results import rounds


def figures(*more: Figure) -> pd.DataFrame:
    made = pd.DataFrame([*pages.figures(rounds()), *more])
    return made.fillna({"low": float("nan"), "high": float("nan")})


@pytest.mark.parametrize(
    ("value", "low", "high", "said"),
    [
        (1.2, 1.1, 1.25, "reached"),
        (1.3, 1.3, 1.3, "reached"),
        (1.2, 1.1, 1.4, "reached, not beyond the noise"),
        (1.4, 1.2, 1.5, "missed, not beyond the noise"),
        (1.5, 1.4, 1.6, "missed"),
        (1.2, None, None, "reached"),
        (None, None, None, "not measured"),
    ],
)
def test_verdict(value: float, low: float, high: float, said: str) -> None:
    numbers = (float("nan") if each is None else each for each in (value, low, high))
    assert report.verdict(*numbers, 1.3) == said


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (2122.4, "ms", "2,122 ms"),
        (24.53, "ms", "24.5 ms"),
        (1.5, "×", "1.5×"),
        (0.0, "", "0"),
        (100.0, "MB", "100 MB"),
        (float("nan"), "ms", "–"),
    ],
)
def test_told(value: float, unit: str, said: str) -> None:
    assert report.told(value, unit) == said


def test_every_promise_about_pages_is_measured() -> None:
    promised = report.beside_targets(figures())
    of_pages = promised[promised["suite"] == "pages"]
    assert len(of_pages) == 6
    assert "not measured" not in set(of_pages["verdict"])
    assert set(promised[promised["suite"] != "pages"]["verdict"]) == {"not measured"}


def test_the_table_says_target_and_noise() -> None:
    text = report.markdown(figures())
    line = "| warm visit | all charts ÷ plain page | 1.5× | 1.5 to 1.5 | 2 | 1.3× | missed |"
    assert line in text.splitlines()
    assert "4 of 16 targets reached; 10 not measured." in text


def test_the_picture_shows_value_middle_half_and_target() -> None:
    app = "app", "memory of a session above empty page", "MB"
    memory = Figure("server", *app, 0.15, 0.12, 0.18, 3)
    drawn = report.picture(report.beside_targets(figures(memory)))
    name = "Warm visit: all charts ÷ plain page"
    of_ratio = [list(trace.x) for trace in drawn.data if trace.y[0] == name]
    assert of_ratio == [[1.5, 1.5], [1.5], [1.3]]
    of_memory = [list(trace.x) for trace in drawn.data if "memory" in trace.y[0]]
    assert of_memory == [pytest.approx([40, 60]), pytest.approx([50]), [100]]
    assert "0.15 of 0.3 MB" in {each.text for each in drawn.layout.annotations}
    assert "5 of 7 targets" in drawn.layout.title.text


def test_a_picture_of_nothing_measured() -> None:
    nothing = figures().iloc[:0]
    assert not report.picture(report.beside_targets(nothing)).data
