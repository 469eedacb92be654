from pathlib import Path

import pytest

from multivector.library.load import load_library
from tests.makers import write_collection

TOUR = """- id: start
  page: partners
  view: {partner: [CC, DD], indicator: turnover, from: 2015}
  title: {en: Trade}
  text: {en: Look at the bars.}
- id: end
  page: sources
  title: {en: Sources}
  text: {en: See what it rests on.}
"""


def test_a_tour_is_optional_and_read_in_order(tmp_path: Path) -> None:
    without = load_library(write_collection(tmp_path / "without"))
    assert without.is_sound and without.library and not without.library.tour
    loaded = load_library(write_collection(tmp_path / "with", {"tour.yaml": TOUR}))
    assert loaded.library
    assert [(id, step.page) for id, step in loaded.library.tour.items()] == [
        ("start", "partners"),
        ("end", "sources"),
    ]
    view = loaded.library.tour["start"].view
    assert (view.partner, view.indicator, view.first, view.last) == (
        ("CC", "DD"),
        "turnover",
        2015,
        None,
    )


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("page: partners", "page: partner", ("not-in-list", 2)),
        ("[CC, DD]", "[CC, XX]", ("unknown-reference", 3)),
        ("indicator: turnover", "indicator: turnovers", ("unknown-reference", 3)),
        ("indicator: turnover", "indikator: turnover", ("unknown-key", 3)),
        ("from: 2015", "from: 15", ("out-of-bounds", 3)),
        ("{en: Trade}", "{de: Handel}", ("missing-key", 4)),
    ],
)
def test_what_is_wrong_with_a_step_is_found(
    tmp_path: Path, old: str, new: str, found: tuple[str, int]
) -> None:
    loaded = load_library(write_collection(tmp_path, {"tour.yaml": TOUR.replace(old, new, 1)}))
    assert [(each.code, each.line) for each in loaded.problems] == [found]
    assert loaded.library and list(loaded.library.tour) == ["end"]
