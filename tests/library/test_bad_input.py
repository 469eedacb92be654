"""Each slip in a copy of the small collection gives exactly the problems it should."""

from pathlib import Path

import pytest

from multivector.library.load import load_library
from tests.makers import FILES, spoil, write_collection

Found = tuple[str, str, int]
PAPER, TALKS, TRADE = "articles/paper-2025.yaml", "events/talks.yaml", "observations/trade.csv"
PRESS, PIPELINE = "sources/press.yaml", "deals/pipeline.yaml"


def found_in(folder: Path) -> list[Found]:
    """All problems by their place, whatever the order in which they are told."""
    problems = load_library(folder).problems
    found = [(each.code, each.file, each.line) for each in problems]
    return sorted(found, key=lambda each: each[1:])


def test_the_small_collection_is_sound(tmp_path: Path) -> None:
    assert found_in(write_collection(tmp_path)) == []


DEPENDS_ON_FIRST_CLAIM = ("held-back-reference", PAPER, 23)
DEPENDS_ON_DEAL = ("held-back-reference", PAPER, 30)
DEPENDS_ON_OFFICE = [
    ("held-back-reference", "annotations.yaml", 5),
    *(("held-back-reference", TRADE, line) for line in range(2, 8)),
]

SLIPS: list[tuple[str, str, str, list[Found]]] = [
    # Keys
    (PRESS, "  type: dataset\n", "  type: dataset\n  type: dataset\n",
     [*DEPENDS_ON_OFFICE, ("repeated-key", PRESS, 12)]),
    (PAPER, "    kind: plan\n", "    kind: plan\n    kind: plan\n", [("repeated-key", PAPER, 30)]),
    (PAPER, "    kind: plan\n", "    kind: plan\n    knid: plan\n", [("unknown-key", PAPER, 30)]),
    (PAPER, "    kind: plan\n", "", [("missing-key", PAPER, 24)]),
    (PAPER, "    kind: plan\n", "    kind:\n", [("missing-key", PAPER, 29)]),
    (PAPER, "text: {en: The heads", "text: {de: The heads", [("missing-key", PAPER, 17)]),
    (PAPER, "text: {en: The heads", "text: {it: x, en: The heads", [("not-in-list", PAPER, 17)]),
    # Values
    (PAPER, "value: 44", "value: some 44",
     [("not-a-number", PAPER, 11), DEPENDS_ON_FIRST_CLAIM]),
    (PAPER, "value: 44", 'value: "44"', [("not-a-number", PAPER, 11), DEPENDS_ON_FIRST_CLAIM]),
    (PAPER, "value: 44", "value: true", [("not-a-number", PAPER, 11), DEPENDS_ON_FIRST_CLAIM]),
    (PAPER, "value: 44", "value: .inf", [("number-unusable", PAPER, 11), DEPENDS_ON_FIRST_CLAIM]),
    (PAPER, 'period: "2024"', "period: 2024", [("not-text", PAPER, 14), DEPENDS_ON_FIRST_CLAIM]),
    (PAPER, 'period: "2024"', "period: 2024-02-30",
     [("bad-date", PAPER, 14), DEPENDS_ON_FIRST_CLAIM]),
    (PAPER, "kind: plan", "kind: plans", [("not-in-list", PAPER, 29)]),
    (PAPER, "partners: [NO, UN]", "partners: NO", [("wrong-shape", PAPER, 26)]),
    (PAPER, "partners: [NO, UN]", "partners: []", [("out-of-bounds", PAPER, 26)]),
    (PAPER, "partners: [NO, UN]", "partners: [no, UN]", [("bad-form", PAPER, 26)]),
    (PAPER, "effect: {NO: 1, UN: 0}", "effect: {NO: 2, UN: 0}", [("out-of-bounds", PAPER, 27)]),
    (PAPER, "effect: {NO: 1, UN: 0}", "effect: {NO: 1}", [("contradiction", PAPER, 24)]),
    (PRESS, "https://example.org/a", "javascript:alert(1)",
     [("held-back-content", PAPER, 1), ("held-back-reference", PAPER, 2),
      ("held-back-reference", PIPELINE, 6), ("held-back-reference", PIPELINE, 7),
      ("held-back-reference", TALKS, 16), ("held-back-reference", TALKS, 31),
      ("held-back-reference", "focus.yaml", 8), ("held-back-reference", "instruments.yaml", 6),
      ("bad-form", PRESS, 6)]),
    (TALKS, "documents_signed: 3", "documents_signed: 3.5",
     [("held-back-reference", PAPER, 22), ("not-a-number", TALKS, 25)]),
    (TALKS, "partners: [CC]\nevents:", "partners: CC\nevents:",
     [("held-back-reference", PAPER, 22), ("wrong-shape", TALKS, 4),
      ("held-back-content", TALKS, 5)]),
    ("focus.yaml", "2025-06-30", "2025-06-31", [("bad-date", "focus.yaml", 12)]),
    # References
    (PAPER, "domain: diplomacy", "domain: diplomatcy", [("unknown-reference", PAPER, 20)]),
    (PAPER, "deal: pipeline", "deal: pipelines", [("unknown-reference", PAPER, 30)]),
    (PAPER, "event: talks-2024", "event: talks", [("unknown-reference", PAPER, 22)]),
    (PAPER, "[paper-2025.1]", "[paper-2025.9]", [("unknown-reference", PAPER, 23)]),
    (PAPER, "partners: [NO, UN]\n    effect: {NO: 1,", "partners: [XX, UN]\n    effect: {XX: 1,",
     [("unknown-reference", PAPER, 26)]),
    (PAPER, "unit: usd-bn", "unit: usd",
     [("unknown-reference", PAPER, 12), DEPENDS_ON_FIRST_CLAIM]),
    (TALKS, "sources: [paper-2025]", "sources: [paper-2024]", [("unknown-reference", TALKS, 16)]),
    (TALKS, "country: CC", "country: XX", [("unknown-reference", TALKS, 10)]),
    (PIPELINE, "2023-05-18, source: paper-2025", "2023-05-18, source: x",
     [DEPENDS_ON_DEAL, ("unknown-reference", PIPELINE, 7)]),
    (PRESS, "side: AA", "side: XX", [*DEPENDS_ON_OFFICE, ("unknown-reference", PRESS, 15)]),
    (TRADE, "cc-stat,office-2025", "dd-stat,office-2025", [("unknown-reference", TRADE, 4)]),
    (TRADE, "preliminary", "preliminry", [("unknown-reference", TRADE, 3)]),
    ("indicators.yaml", "total_of: turnover", "total_of: turnovers",
     [("unknown-reference", "indicators.yaml", 19), ("held-back-reference", TRADE, 7)]),
    ("focus.yaml", "paper-2025", "paper-2024", [("unknown-reference", "focus.yaml", 8)]),
    # Files
    (PAPER, "    kind: plan\n", "\tkind: plan\n",
     [("tab", PAPER, 29), ("held-back-reference", "focus.yaml", 8)]),
    (PAPER, "{en: A pipeline", '{en: "A pipeline',
     [("syntax", PAPER, 25), ("held-back-reference", "focus.yaml", 8)]),
    (PIPELINE, "signed, date: 2023-05-18, source: paper-2025}\n", "signed, da",
     [DEPENDS_ON_DEAL, ("syntax", PIPELINE, 7)]),
    (PIPELINE, "id: pipeline", "<<<<<<< ours\nid: pipeline",
     [DEPENDS_ON_DEAL, ("conflict-marker", PIPELINE, 1)]),
    (PIPELINE, "id: pipeline", "--- {}\n---\nid: pipeline",
     [DEPENDS_ON_DEAL, ("several-documents", PIPELINE, 2)]),
    (PIPELINE, "id: pipeline", "id: pipelines",
     [("unknown-reference", PAPER, 30), ("file-name", PIPELINE, 1)]),
    (PIPELINE, "Pipeline", '"a\\0b"', [DEPENDS_ON_DEAL, ("control-character", PIPELINE, 2)]),
    (PIPELINE, "Pipeline", "a\0b", [DEPENDS_ON_DEAL, ("control-character", PIPELINE, 2)]),
    (PIPELINE, FILES[PIPELINE], "[" * 100, [DEPENDS_ON_DEAL, ("too-deep", PIPELINE, 1)]),
    (PIPELINE, FILES[PIPELINE], "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
     [DEPENDS_ON_DEAL, *(("alias", PIPELINE, line) for line in (1, 2, 2, 2, 3, 3))]),
    (PIPELINE, FILES[PIPELINE], "", [DEPENDS_ON_DEAL, ("empty-file", PIPELINE, 1)]),
    (PIPELINE, FILES[PIPELINE], "- a\n", [DEPENDS_ON_DEAL, ("wrong-shape", PIPELINE, 1)]),
    ("instruments.yaml", FILES["instruments.yaml"], "# none yet\n",
     [("empty-file", "instruments.yaml", 1)]),
    ("instruments.yaml", FILES["instruments.yaml"], "id: x\n",
     [("wrong-shape", "instruments.yaml", 1)]),
    # Rows
    (TRADE, "turnover,AA,CC,2023,41,,,", "turnover,AA,CC,2023,41,,", [("row-too-short", TRADE, 2)]),
    (TRADE, "turnover,AA,CC,2023,41,", 'turnover,AA,CC,2023,"41,2",', [("not-a-number", TRADE, 2)]),
    (TRADE, "turnover,AA,CC,2023,41,", "turnover,AA,CC,2023,41,5,", [("row-too-long", TRADE, 2)]),
    (TRADE, "turnover,AA,CC,2023,41,", "turnover,AA,CC,2023-13,41,", [("bad-date", TRADE, 2)]),
    (TRADE, "turnover,AA,CC,2023,41,", "turnover,AA,CC,2023,,", [("contradiction", TRADE, 2)]),
    (TRADE, "turnover,AA,CC,2023,41,", ",AA,CC,2023,41,", [("missing-key", TRADE, 2)]),
    (TRADE, "turnover,AA,CC,2023,41,", "turnover,AA,CC,2024,41,",
     [("repeated-observation", TRADE, 3)]),
    (TRADE, "43.5 / 140", "", [("contradiction", TRADE, 7)]),
    (TRADE, "note\n", "notes\n", [("unknown-column", TRADE, 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "found"), SLIPS)
def test_a_slip_is_found_where_it_is(
    tmp_path: Path, file: str, old: str, new: str, found: list[Found]
) -> None:
    assert found_in(write_collection(tmp_path, spoil(file, old, new))) == found
