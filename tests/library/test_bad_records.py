"""Records that cannot be: some of each kind of file, told in their line, the rest left whole."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from multivector.__main__ import main
from multivector.library.layout import FILES as LISTS
from multivector.library.layout import FOLDERS
from multivector.library.load import load_library
from tests.makers import FILES, write_collection

PAPER, TALKS, TRADE = "articles/paper-2025.yaml", "events/talks.yaml", "observations/trade.csv"
PRESS, PIPELINE = "sources/press.yaml", "deals/pipeline.yaml"
ALL: Mapping[str, str] = {
    **FILES,
    "weightings.yaml": """\
- id: trade-heavy
  name: {en: Trade counts more}
  reason: {en: Goods decide.}
  weights: {trade: 3}
""",
    "scenarios.yaml": """\
- id: all-to-one
  name: {en: All goes to one}
  reason: {en: To see what would follow.}
  changes:
    - {domain: trade, from: CC, to: DD, amount: 2.5}
""",
    "names.yaml": """\
- id: Capital
  name: {en: Capital, de: Hauptstadt}
""",
    "tour.yaml": """\
- id: start
  page: partners
  view: {partner: [CC, DD]}
  title: {en: Trade}
  text: {en: Look at the bars.}
""",
}  # fmt: skip
"""The small collection with the files that a collection may leave out."""

Case = tuple[str, str, str, int]
"""What is replaced, by what, the code of the problem, and its line."""

CASES: Mapping[str, list[Case]] = {
    "focus.yaml": [
        ("id: AA", "id: Atlantis", "bad-form", 1),
        ("first: 2020, last: 2025", "first: 2025, last: 2020", "contradiction", 9),
        ("first: 2020,", "first: 20200,", "out-of-bounds", 9),
        ("first: 2020,", "first: 2014,", "contradiction", 1),
        ("ternary: [UN, CC, DD]", "ternary: [UN, CC]", "contradiction", 6),
        ("vectors: [UN, CC, DD]", "vectors: []", "out-of-bounds", 5),
        ("vectors: [UN, CC, DD]", "vectors: [UN, UN, DD]", "contradiction", 5),
        ("vectors: [UN, CC, DD]", "vectors: [UN, NO, DD]", "overlapping-vectors", 5),
        ("vectors: [UN, CC, DD]", "vectors: [UN, WLD]", "overlapping-vectors", 5),
        ("version: 2025.1.0", "version: 2025.1", "not-text", 11),
        ("version: 2025.1.0", "version: ../../2025.1.0", "bad-form", 11),
        ("released: 2025-06-30", "released: 30.6.2025", "bad-date", 12),
        ("released: 2025-06-30", "released: 2025-06-31", "bad-date", 12),
        ("evidence_until: 2025-06", 'evidence_until: "9999"', "bad-date", 13),
        ("licence: CC-BY-4.0", 'licence: ""', "missing-key", 14),
    ],
    "verification.yaml": [
        ("about: 0.10", "about: 10", "out-of-bounds", 1),
        ("about: 0.10", "about: 10 %", "not-a-number", 1),
        ("about: 0.10", "about: -0.1", "out-of-bounds", 1),
    ],
    "partners.yaml": [
        ("{id: SE}", "{id: UN}", "member-cycle", 7),
        ("{id: SE, kind: country}", "{id: SE, kind: bloc, members: [{id: UN}]}",
         "member-cycle", 12),
        ("{id: SE}", "{id: NO}", "repeated-id", 7),
        ("{id: SE}", "{id: XX}", "unknown-reference", 7),
        ('since: "1995"', 'since: "1995", until: "1990"', "dates-order", 6),
        ('since: "1995"', "since: 1995", "not-text", 6),
        ("{id: NO, kind: country}", "{id: no, kind: country}", "bad-form", 11),
        ("{id: NO, kind: country}", "{id: SE, kind: country}", "repeated-id", 12),
        ("kind: bloc", "kind: block", "not-in-list", 3),
        ("kind: total,", "kind: total, colour: red,", "bad-form", 1),
        ("kind: total,", "kind: total, marker: heart,", "not-in-list", 1),
        ("kind: total,", "kind: total, aliases: World,", "wrong-shape", 1),
    ],
    "domains.yaml": [
        ("weight: 0.5", "weight: -0.5", "out-of-bounds", 4),
        ("weight: 0.5", "weight: 0,5", "not-a-number", 4),
        ("weight: 0.5", "weight: 0.6", "weights-sum", 4),
        ("indicator: turnover", "indicator: turnovr", "unknown-reference", 7),
        ("indicator: turnover", "indicator: [turnover]", "wrong-shape", 7),
    ],
    "indicators.yaml": [
        ("low: 0, high: 200", "low: 200, high: 0", "contradiction", 10),
        ("additive: true", "additive: yes", "wrong-shape", 9),
        ("kind: flow", "kind: flows", "not-in-list", 7),
        ("flow: turnover", "flow: sideways", "not-in-list", 8),
        ("id: turnover-share", "id: turnover", "repeated-id", 12),
        ("caveats: [preliminary]", "caveats: [preliminary, preliminary]", "contradiction", 11),
    ],
    "units.yaml": [
        ("decimals: 1", "decimals: 9", "out-of-bounds", 1),
        ("decimals: 1", "decimals: -1", "out-of-bounds", 1),
        ("decimals: 1", "decimals: 1.5", "not-a-number", 1),
        ("currency: USD", "currency: USD, converts: {to: usd, rate: turnover}",
         "unknown-reference", 1),
    ],
    "caveats.yaml": [("text: {en: Preliminary.}", "text: Preliminary.", "wrong-shape", 2)],
    "reporters.yaml": [
        ("side: CC", "side: ZZ", "unknown-reference", 2),
        ("side: CC", "side: Third", "bad-form", 2),
        ("side: CC, kind: statistics", "side: CC, kind: rumour", "not-in-list", 2),
    ],
    "instruments.yaml": [
        ("date: 2019-03", "date: 2019-00", "bad-date", 4),
        ("date: 2019-03", "date: Y17000", "bad-date", 4),
        ("partner: CC", "partner: null", "missing-key", 2),
        ("step: signed", "step: dreamt", "not-in-list", 5),
    ],
    "annotations.yaml": [
        ("date: 2020-03", "date: 2020-13", "bad-date", 2),
        ("indicators: [turnover]", "indicators: turnover", "wrong-shape", 4),
    ],
    "weightings.yaml": [
        ("trade: 3", "trade: 11", "out-of-bounds", 4),
        ("trade: 3", "trade: .inf", "number-unusable", 4),
        ("{trade: 3}", "[trade]", "wrong-shape", 4),
        ("{trade: 3}", "{trades: 3}", "unknown-reference", 4),
    ],
    "scenarios.yaml": [
        ("amount: 2.5", "amount: 0", "out-of-bounds", 5),
        ("amount: 2.5", "amount: -2.5", "out-of-bounds", 5),
        ("amount: 2.5", "share_of: 2020", "contradiction", 5),
        ("to: DD", "to: CC", "contradiction", 5),
    ],
    "names.yaml": [
        ("en: Capital, ", "", "missing-key", 2),
        ("id: Capital", 'id: ""', "missing-key", 1),
    ],
    "tour.yaml": [
        ("page: partners", "page: ../../etc/passwd", "not-in-list", 2),
        ("[CC, DD]", "CC", "wrong-shape", 3),
        ("title: {en: Trade}", "title: {en: 5}", "not-text", 4),
    ],
    PRESS: [
        ("https://example.org/a", "ftp://example.org/a", "bad-form", 6),
        ("https://example.org/a", "JaVaScRiPt:alert(1)", "bad-form", 6),
        ("https://example.org/a", "data:text/html,<script>alert(1)</script>", "bad-form", 6),
        ("https://example.org/a", "//example.org", "bad-form", 6),
        ("https://example.org/a", "https://", "bad-form", 6),
        ("https://example.org/a", '"https://[::1"', "bad-form", 6),
        ("https://example.org/a", "https://example.org:99999/", "bad-form", 6),
        ("https://example.org/a", "https://example.org@example.com/", "bad-form", 6),
        ("https://example.org/a", '"https://example.org/a\\nb"', "bad-form", 6),
        ("https://example.org/a", 'https://example.org/"><script>', "bad-form", 6),
        ("issued: 2025-06-17", "issued: 2025-06-32", "bad-date", 5),
        ("issued: 2025-06-17", "issued: 2025-02-29", "bad-date", 5),
        ("type: article-newspaper", "type: tweet", "not-in-list", 2),
        ("container-title", "container_title", "unknown-key", 4),
        ("seen: full", "seen: full\n  author: [Smith]", "wrong-shape", 10),
        ("side: third", "side: Third", "bad-form", 7),
    ],
    PAPER: [
        ("value: 44", "value: 44,5", "not-a-number", 11),
        ("value: 44", "value: .nan", "number-unusable", 11),
        ("value: 44", "value: 1e300", "number-unusable", 11),
        ("value: 44", "value: 1e-300", "number-unusable", 11),
        ("value: 44", "value: 1_000", "not-a-number", 11),
        ("value: 44", "value: 0x2C", "not-a-number", 11),
        ("value: 44", "low: 50\n      high: 40", "contradiction", 10),
        ("value: 44", "low: 50", "contradiction", 10),
        ('period: "2024"', 'period: "2024/2020"', "bad-date", 14),
        ('period: "2024"', "period: 17.06.2025", "bad-date", 14),
        ('period: "2024"', "period: yesterday", "bad-date", 14),
        ('period: "2024"', f"period: '{'2024' * 20_000}'", "bad-date", 14),
        ("kind: figure", "kind: figure\n    paragraph: 0", "out-of-bounds", 10),
        ("kind: figure", f"kind: figure\n    paragraph: {'9' * 20}", "number-unusable", 10),
        ("kind: figure", "kind: figure\n    speakers: [5]", "not-text", 10),
        ("kind: figure", "kind: figure\n    inferred: yes", "wrong-shape", 10),
        ("kind: figure", "kind: figure\n    contradicts: [paper-2025.1]", "self-reference", 10),
        ("supports: [paper-2025.1]", "supports: [paper-2025.1]\n    contradicts: [paper-2025.1]",
         "contradiction", 16),
        ("supports: [paper-2025.1]", "supports: [paper-2025.9]", "unknown-reference", 23),
        ("partners: [CC]", "partners: [CC, CC]", "contradiction", 6),
        ("partners: [CC]", "partners: [cc]", "bad-form", 6),
        ("effect: {CC: 1}", "effect: {CC: 0.5}", "not-a-number", 7),
        ("effect: {CC: 1}", "effect: {}", "contradiction", 4),
        ("id: paper-2025.2", "id: paper-2025.1", "repeated-id", 16),
        ("id: paper-2025.2", "id: other.2", "claim-id", 16),
        ("id: paper-2025.2", "id: paper\u200c-2025.2", "bad-form", 16),
        ("text: {en: The heads", 'text: {en: "  "} #', "missing-key", 17),
        ("claims:", "claims: 5\nmore:", "wrong-shape", 3),
        ("  - id: paper-2025.1", "  - 5\n  - id: paper-2025.1", "wrong-shape", 4),
    ],
    TALKS: [
        ("end: 2023-05-19", "end: 2023-05-17", "dates-order", 9),
        ("start: 2023-05-18", "start: 2023-05-32", "bad-date", 8),
        ("start: 2024-05\n", "start: 2030-05\n", "after-evidence", 20),
        ("documents_signed: 3", "documents_signed: -3", "out-of-bounds", 25),
        ("documents_signed: 3", "documents_signed: three", "not-a-number", 25),
        ("value: 2", "value: -2", "out-of-bounds", 27),
        ("value: 2", "low: 5\n        high: 2", "contradiction", 27),
        ("value: 2\n        unit", "unit", "contradiction", 27),
        ("unit: usd-bn", "unit: usd bn", "bad-form", 28),
        ("city: Capital", "city: [Capital]", "wrong-shape", 10),
        ("level: head-of-state", "level: king", "not-in-list", 13),
        ("sources: [paper-2025]", "sources: []", "out-of-bounds", 16),
        ("sources: [paper-2025]", "sources: [paper-2025, paper-2025]", "contradiction", 16),
        ("id: talks-2024", "id: talks-2023", "repeated-id", 18),
    ],
    PIPELINE: [
        ('date: "2022"', 'date: "2024"', "dates-order", 7),
        ("state: signed", "state: dreamt", "not-in-list", 7),
        ("partners: [NO]", "partners: []", "out-of-bounds", 3),
        ("title: {en: Pipeline}", "title: Pipeline", "wrong-shape", 2),
        ("id: pipeline", "id: pipe", "file-name", 1),
    ],
    TRADE: [
        (",41,", ',"41,5",', "not-a-number", 2),
        (",41,", ",NaN,", "not-a-number", 2),
        (",41,", ",-Infinity,", "not-a-number", 2),
        (",41,", ",1e300,", "not-a-number", 2),
        (",41,", ",=1+1,", "not-a-number", 2),
        (",41,", ",-41,", "negative-amount", 2),
        (",41,", ",410,", "implausible", 2),
        (",31.1,", ",-3,", "share-range", 7),
        (",31.1,", ",131,", "share-range", 7),
        (",41,,", ",,50,40", "contradiction", 2),
        (",2023,", ",2023-02-30,", "bad-date", 2),
        (",2023,", ",2024/2023,", "bad-date", 2),
        (",2023,", ",2024,", "repeated-observation", 3),
        ("observed", "zero", "not-in-list", 2),
        ("not-reported", "reported-zero", "contradiction", 5),
        ("one-source", "derived", "contradiction", 2),
        ("usd-bn", "percent", "unit-not-allowed", 2),
        (",CC,", ",cc,", "bad-form", 2),
        (",aa-stat,", ",zz-stat,", "unknown-reference", 2),
        ("preliminary", "preliminary;preliminary", "contradiction", 3),
    ],
}  # fmt: skip
EACH = [(file, *case) for file, cases in CASES.items() for case in cases]
WARNED = {"after-evidence", "implausible"}


def test_every_kind_of_file_has_its_cases() -> None:
    folders = {path.split("/")[0] for path in CASES if "/" in path}
    assert {path for path in CASES if "/" not in path} == set(LISTS)
    assert folders == {folder for folder, _ in FOLDERS}


@pytest.mark.parametrize(("file", "old", "new", "code", "line"), EACH)
def test_a_record_that_cannot_be_is_told_and_the_rest_is_left(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    file: str,
    old: str,
    new: str,
    code: str,
    line: int,
) -> None:
    assert old in ALL[file]
    sound = load_library(write_collection(tmp_path / "sound", ALL))
    bad = write_collection(tmp_path / "bad", {**ALL, file: ALL[file].replace(old, new, 1)})
    loaded = load_library(bad)
    assert (code, file, line) in [(each.code, each.file, each.line) for each in loaded.problems]
    assert all(each.as_text().isprintable() for each in loaded.problems)
    assert sound.is_sound and sound.library
    touched = {each.file for each in loaded.problems}
    untouched = {key for key, at in sound.library.places.items() if at.file not in touched}
    assert not loaded.library or untouched <= set(loaded.library.places)
    assert main(["check", str(bad)]) == (0 if code in WARNED else 1)
    assert f"{file}:{line}: " in capsys.readouterr().out


KEPT = [
    "<script>alert(1)</script>", '<img src=x onerror="alert(1)">', "[x](javascript:alert(1))",
    "$44bn and $95bn", ":red[x] :material/home:", '=HYPERLINK("http://x","y")', "@SUM(A1)", "+1",
    "{{x}} {placeholder} %s %(name)s", "`code` **bold** ~~no~~", "C:\\new\\table", "O'Hara \"Q\"",
    "العربية", "עברית", "می‌خواهم", "👩‍👩‍👧", "Қазақстан — Ɐ", "&lt;b&gt;",
    "NULL", "---", "NO", "2024",
]  # fmt: skip


@pytest.mark.parametrize("text", KEPT)
def test_whatever_can_be_read_stays_as_it_was_written(tmp_path: Path, text: str) -> None:
    quoted = "'" + text.replace("'", "''") + "'"
    cell = '"' + text.replace('"', '""') + '"'
    changed = {
        PAPER: FILES[PAPER].replace("The heads of state met.", quoted),
        TRADE: FILES[TRADE].replace('"c.i.f., new"', cell),
    }
    loaded = load_library(write_collection(tmp_path, changed))
    assert loaded.problems == () and loaded.library
    assert loaded.library.claims["paper-2025.2"].text == {"en": text}
    assert loaded.library.observations[2].note == text


def test_claims_that_contradict_each_other_stand_both(tmp_path: Path) -> None:
    text = FILES[PAPER].replace("supports: [paper-2025.1]", "contradicts: [paper-2025.1]")
    text = text.replace("kind: figure", "kind: figure\n    contradicts: [paper-2025.2]")
    loaded = load_library(write_collection(tmp_path, {PAPER: text}))
    assert loaded.problems == () and loaded.library
    assert len(loaded.library.claims) == 3


def test_a_long_row_of_blocs_in_each_other_is_walked_to_its_end(tmp_path: Path) -> None:
    row = [f"- {{id: B{at}, kind: bloc, name: {{en: B}}, members: [{{id: B{at + 1}}}]}}\n"
           for at in range(3000)]  # fmt: skip
    partners = FILES["partners.yaml"] + "".join(row)
    end = "- {id: B3000, kind: bloc, name: {en: B}}\n"
    assert load_library(
        write_collection(tmp_path / "open", {"partners.yaml": partners + end})
    ).is_sound
    closed = end.replace("}}", "}, members: [{id: B0}]}")
    loaded = load_library(
        write_collection(tmp_path / "closed", {"partners.yaml": partners + closed})
    )
    assert [(each.code, each.line) for each in loaded.problems] == [("member-cycle", 3013)]
