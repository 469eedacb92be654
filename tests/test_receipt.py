"""The receipt: the same view has the same one, and any other view another."""

import pytest

from multivector.receipt import Receipt, is_version, receipt_of

CHOICES = {"partner": ("CN", "EU"), "from": ("2015",)}
PAGE = "https://example.org/partners"


def made(
    page: str = PAGE,
    choices: dict[str, tuple[str, ...]] = CHOICES,
    version: str = "2026.11.0",
    digest: str = "0123456789ab",
    language: str = "de",
) -> Receipt:
    return receipt_of(version, digest, page, choices, language)


def test_address_has_every_choice_the_language_and_the_version() -> None:
    assert made().address == (
        "https://example.org/partners?from=2015&lang=de&partner=CN&partner=EU&v=2026.11.0"
    )


def test_address_of_a_view_opened_from_an_older_link_names_the_present_version() -> None:
    shown = made(choices={**CHOICES, "v": ("2025.1.0",), "lang": ("en",)})
    assert shown == made()


def test_hash_is_the_same_for_the_same_view_in_any_order_and_on_any_host() -> None:
    turned = dict(reversed(CHOICES.items()))
    assert len(made().hash) == 8
    assert made(choices=turned).hash == made().hash
    assert made(page="http://localhost:8501/partners").hash == made().hash


@pytest.mark.parametrize(
    "other",
    [
        {"page": "https://example.org/balance"},
        {"choices": {**CHOICES, "partner": ("CN",)}},
        {"version": "2026.12.0"},
        {"digest": "ba9876543210"},
        {"language": "en"},
    ],
)
def test_hash_differs_where_anything_does(other: dict[str, object]) -> None:
    assert made(**other).hash != made().hash


def test_hostile_choices_stay_inside_the_query() -> None:
    hostile = {"find": ("a&v=1#b <script>\r\nX: y",), "partner": ("CN/../..",)}
    address = made(page="https://example.org/a b\u0000{}", choices=hostile).address
    assert not set(address) & set(" \r\n<>{}\u0000#")
    assert address.count("&v=") == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2026.11.0", True), ("1.2", True), ("2026", False), ("../x", False), ("1.2.3\n", False)],
)
def test_what_can_be_a_version(text: str, expected: bool) -> None:
    assert is_version(text) == expected
