from pathlib import Path

import pytest

from multivector.library.load import load_library
from tests.makers import write_collection

WEIGHTINGS = """- id: trade-heavy
  name: {en: Trade counts more}
  reason: {en: Goods decide.}
  weights: {trade: 3}
"""
SCENARIOS = """- id: all-to-one
  name: {en: All goes to one}
  reason: {en: To see what would follow.}
  changes:
    - {domain: trade, from: CC, to: DD, amount: 2.5}
    - {domain: trade, to: CC, share_of: 2015}
"""


def test_weightings_and_scenarios_are_optional_and_read(tmp_path: Path) -> None:
    assert load_library(write_collection(tmp_path / "without")).is_sound
    files = {"weightings.yaml": WEIGHTINGS, "scenarios.yaml": SCENARIOS}
    loaded = load_library(write_collection(tmp_path / "with", files))
    assert loaded.is_sound and loaded.library
    assert dict(loaded.library.weightings["trade-heavy"].weights) == {"trade": 3.0}
    moved, share = loaded.library.scenarios["all-to-one"].changes
    assert (moved.giver, moved.to, moved.amount, share.share_of) == ("CC", "DD", 2.5, 2015)


@pytest.mark.parametrize(
    ("file", "text", "old", "new", "found"),
    [
        ("weightings.yaml", WEIGHTINGS, "trade: 3", "trades: 3", ("unknown-reference", 4)),
        ("weightings.yaml", WEIGHTINGS, "trade: 3", "trade: -1", ("out-of-bounds", 4)),
        ("scenarios.yaml", SCENARIOS, "from: CC", "from: XX", ("unknown-reference", 5)),
        ("scenarios.yaml", SCENARIOS, "from: CC, to", "to", ("contradiction", 5)),
        ("scenarios.yaml", SCENARIOS, "to: CC, share", "from: DD, to: CC, share",
         ("contradiction", 6)),
    ],
)  # fmt: skip
def test_what_is_wrong_with_them_is_found(
    tmp_path: Path, file: str, text: str, old: str, new: str, found: tuple[str, int]
) -> None:
    loaded = load_library(write_collection(tmp_path, {file: text.replace(old, new)}))
    assert [(each.code, each.line) for each in loaded.problems] == [found]
