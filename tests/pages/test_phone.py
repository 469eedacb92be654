"""On a phone the controls fold away, and the fold says what is chosen."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

Opened = Callable[..., AppTest]


@pytest.mark.parametrize(
    ("script", "asked", "named"),
    [
        ("balance.py", {"reporter": "kz-bns"}, "Domain · Partners · Who counted · and 2 more"),
        ("balance.py", {"reporter": "range"}, "Chosen: Who counted"),
        ("partners.py", {"reporter": "range"}, "Indicator · Who counted · Year"),
        ("partners.py", {"reporter": "cn-gacc", "year": "2024"}, "Chosen: Who counted"),
        ("partners.py", {"partner": "SE", "year": "2024"}, "Indicator"),
        ("claims.py", {"domain": "nowhere", "find": "Rosatom"}, "Chosen: Search claims, names"),
        ("sources.py", {"nature": "official"}, "Chosen: Nature"),
    ],
)
def test_folded_controls_name_what_is_chosen_on_this_page(
    opened: Opened,
    monkeypatch: pytest.MonkeyPatch,
    script: str,
    asked: dict[str, str],
    named: str,
) -> None:
    monkeypatch.setattr("multivector.ui.frame.is_narrow", lambda: True)
    folds = [each.label.replace("\\", "") for each in opened(script, **asked).expander]
    assert folds[1].startswith(named) and (
        "more" in named or named.count("·") == folds[1].count("·")
    )
