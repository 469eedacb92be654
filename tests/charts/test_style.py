"""The one look: labels that do not collide, colours that can be told apart."""

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from multivector.charts.style import looks, plain, spread
from multivector.library.load import load_library
from multivector.words import Words

ROOT = Path(__file__).resolve().parents[2]
LIGHT, DARK = "#ffffff", "#10141a"
# Simulated colour-blindness of full severity (Machado, Oliveira and Fernandes 2009), linear RGB.
SIMULATED = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "full sight": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
}


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    low, high = sorted(float(linear(each) @ [0.2126, 0.7152, 0.0722]) for each in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(rgb: np.ndarray) -> np.ndarray:
    to_xyz = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
              [0.0193339, 0.1191920, 0.9503041]]  # fmt: skip
    xyz = np.array(to_xyz) @ rgb / [0.95047, 1, 1.08883]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def least_difference(colours: Sequence[str], sight: str) -> float:
    """Of any two colours, seen with a kind of sight."""
    seen = [lab(np.clip(np.array(SIMULATED[sight]) @ linear(each), 0, 1)) for each in colours]
    return min(float(np.linalg.norm(one - other)) for one, other in combinations(seen, 2))


@pytest.fixture(scope="module")
def vectors() -> dict[str, str]:
    library = load_library(ROOT / "data").library
    assert library is not None
    known = looks(library, Words())
    return {code: known[code].colour for code in library.focus.vectors}


def test_vectors_stand_out_from_both_grounds(vectors: dict[str, str]) -> None:
    for code, colour in vectors.items():
        assert contrast(colour, LIGHT) >= 3 <= contrast(colour, DARK), code


@pytest.mark.parametrize("sight", SIMULATED)
def test_vectors_can_be_told_apart(vectors: dict[str, str], sight: str) -> None:
    assert least_difference(list(vectors.values()), sight) > 15


def test_vectors_have_markers_of_their_own() -> None:
    library = load_library(ROOT / "data").library
    assert library is not None
    known = looks(library, Words())
    markers = [known[code].marker for code in library.focus.vectors]
    assert len(set(markers)) == len(markers)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 10, 20], [1, 10, 20]),
        ([5, 5], [4, 6]),
        ([20, 5, 5.5], [20, 4.25, 6.25]),
        ([1, 2, 3], [0, 2, 4]),
        ([], []),
    ],
)
def test_labels_are_pushed_apart_around_their_values(
    values: list[float], expected: list[float]
) -> None:
    assert spread(values, 2) == pytest.approx(expected)


def test_text_from_data_is_no_markup() -> None:
    assert plain("<b>$44bn</b> & more") == "&lt;b&gt;$44bn&lt;/b&gt; &amp; more"
