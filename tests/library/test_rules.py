from pathlib import Path

import pytest

from multivector.library.load import Loaded, load_library
from tests.makers import spoil, write_collection

Found = tuple[str, str, int]
PAPER, TALKS, TRADE = "articles/paper-2025.yaml", "events/talks.yaml", "observations/trade.csv"
PARTNERS, PIPELINE = "partners.yaml", "deals/pipeline.yaml"


def load_with(folder: Path, file: str, old: str, new: str) -> Loaded:
    return load_library(write_collection(folder, spoil(file, old, new)))


def found_in(loaded: Loaded) -> list[Found]:
    """All problems by their place, whatever the order in which they are told."""
    found = [(each.code, each.file, each.line) for each in loaded.problems]
    return sorted(found, key=lambda each: each[1:])


BREACHES: list[tuple[str, str, str, list[Found]]] = [
    # ids
    ("reporters.yaml", "id: cc-stat", "id: aa-stat",
     [("unknown-reference", TRADE, 4), ("repeated-id", "reporters.yaml", 2)]),
    (PAPER, "id: paper-2025.3", "id: paper-2025.1", [("repeated-id", PAPER, 24)]),
    (PAPER, "id: paper-2025.3", "id: paper-2024.3", [("claim-id", PAPER, 24)]),
    (PAPER, "[paper-2025.1]", "[paper-2025.2]", [("self-reference", PAPER, 23)]),
    # dates
    (TALKS, "end: 2023-05-19", "end: 2023-05-17", [("dates-order", TALKS, 9)]),
    (PIPELINE, "2023-05-18", '"2021"', [("held-back-reference", PAPER, 30),
                                      ("dates-order", PIPELINE, 7)]),
    (TALKS, "start: 2024-05", "start: 2025-07", [("after-evidence", TALKS, 20)]),
    # figures
    (TRADE, "41,,,usd-bn", "41,,,percent", [("unit-not-allowed", TRADE, 2)]),
    (TRADE, "31.1", "131.1", [("share-range", TRADE, 7)]),
    (TRADE, "140,,", "1400,,", [("implausible", TRADE, 6)]),
    (PAPER, "value: 44", "value: 4400", [("implausible", PAPER, 11)]),
    ("indicators.yaml", "  total_of: turnover", "  counted_from: events",
     [("counted-not-stored", TRADE, 7)]),
    # partners
    (PARTNERS, "- {id: SE}", "- {id: SE}\n    - {id: SE}", [("repeated-id", PARTNERS, 8)]),
    (PARTNERS, "- {id: SE}", "- {id: XX}", [("unknown-reference", PARTNERS, 7)]),
    (PARTNERS, "- {id: SE}", "- {id: UN}", [("member-cycle", PARTNERS, 7)]),
    (PARTNERS, "- {id: SE, kind: country}", "- {id: SE, kind: bloc, members: [{id: UN}]}",
     [("member-cycle", PARTNERS, 12)]),
    (PARTNERS, 'since: "1995"', 'since: "1995", until: "1990"', [("dates-order", PARTNERS, 6)]),
    ("focus.yaml", "vectors: [UN, CC, DD]", "vectors: [UN, SE, DD]",
     [("overlapping-vectors", "focus.yaml", 5)]),
    ("focus.yaml", "vectors: [UN, CC, DD]", "vectors: [NO, UN, DD]",
     [("overlapping-vectors", "focus.yaml", 5)]),
    ("focus.yaml", "vectors: [UN, CC, DD]", "vectors: [UN, CC, WLD]",
     [("overlapping-vectors", "focus.yaml", 5)]),
    (TRADE, "2023,41", "2023,-41",
     [("negative-amount", TRADE, 2)]),
    ("focus.yaml", "ternary: [UN, CC, DD]", "ternary: [UN, NO, DD]",
     [("overlapping-vectors", "focus.yaml", 6)]),
    (PARTNERS, "- {id: SE, kind", "- {id: EA, kind: total, name: {en: All}}\n- {id: SE, kind",
     [("second-total", PARTNERS, 12)]),
    # domains
    ("domains.yaml", "weight: 0.5", "weight: 0.6", [("weights-sum", "domains.yaml", 4)]),
    ("domains.yaml", "indicator: turnover", "indicator: turnovers",
     [("unknown-reference", "domains.yaml", 7)]),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "found"), BREACHES)
def test_a_breach_is_found_where_it_is(
    tmp_path: Path, file: str, old: str, new: str, found: list[Found]
) -> None:
    assert found_in(load_with(tmp_path, file, old, new)) == found


def test_a_member_that_has_left_does_not_overlap(tmp_path: Path) -> None:
    changed = spoil(PARTNERS, 'since: "1995"', 'since: "1995", until: "2020"')
    changed |= spoil("focus.yaml", "[UN, CC, DD]", "[UN, NO, DD]")
    assert found_in(load_library(write_collection(tmp_path, changed))) == []


def test_two_blocs_that_share_a_member_overlap(tmp_path: Path) -> None:
    bloc = "- {id: DD, kind: bloc, name: {en: D}, members: [{id: SE}]}"
    old = "- {id: DD, kind: country, name: {en: Country D}}"
    loaded = load_with(tmp_path, PARTNERS, old, bloc)
    assert found_in(loaded) == [
        ("overlapping-vectors", "focus.yaml", 5),
        ("overlapping-vectors", "focus.yaml", 6),
    ]
    assert loaded.library is None


def test_a_claimed_share_lies_within_bounds(tmp_path: Path) -> None:
    file = spoil(PAPER, "indicator: turnover,", "indicator: turnover-share,")[PAPER] or ""
    text = file.replace("unit: usd-bn", "unit: percent").replace("value: 44", "value: 144")
    loaded = load_library(write_collection(tmp_path, {PAPER: text}))
    assert found_in(loaded) == [("share-range", PAPER, 11), ("held-back-reference", PAPER, 23)]


def test_a_circle_of_members_is_broken_in_one_place(tmp_path: Path) -> None:
    old, new = "- {id: SE, kind: country}", "- {id: SE, kind: bloc, members: [{id: UN}, {id: NO}]}"
    library = load_with(tmp_path, PARTNERS, old, new).library
    assert library is not None
    assert [member.id for member in library.partners["SE"].members] == ["NO"]
    assert [member.id for member in library.partners["UN"].members] == ["NO", "SE"]


def test_a_domain_can_do_without_its_measure(tmp_path: Path) -> None:
    loaded = load_with(tmp_path, "domains.yaml", "indicator: turnover", "indicator: turnovers")
    assert loaded.library is not None
    assert loaded.library.domains["trade"].balance is None
    assert loaded.library.indicators["turnover"].domain == "trade"


def test_what_leads_nowhere_falls_with_all_that_leads_to_it(tmp_path: Path) -> None:
    loaded = load_with(tmp_path, "indicators.yaml", "[eur-bn]", "[eur]")
    assert found_in(loaded) == [
        ("held-back-reference", "annotations.yaml", 4),
        ("held-back-reference", PAPER, 15),
        ("held-back-reference", PAPER, 23),
        ("held-back-reference", "domains.yaml", 7),
        ("unknown-reference", "indicators.yaml", 6),
        ("held-back-reference", "indicators.yaml", 19),
        *(("held-back-reference", TRADE, line) for line in range(2, 8)),
    ]
    assert loaded.library is not None
    assert not loaded.library.observations
    assert list(loaded.library.claims) == ["paper-2025.3"]


def test_a_guess_is_made_at_what_was_meant(tmp_path: Path) -> None:
    (problem,) = load_with(tmp_path, PAPER, "deal: pipeline", "deal: pipe-line").problems
    assert problem.message == "there is no deal 'pipe-line'"
    assert problem.cure == "did you mean 'pipeline'?"
