"""Figures as plain data: what is set stays, what is missing is null, what is unknown is refused."""

import json

import numpy as np
import pandas as pd
import pytest

from multivector.charts.figure import Figure


def sent(figure: Figure) -> dict[str, object]:
    return json.loads(figure.json)


def test_what_is_set_later_leaves_the_rest_alone() -> None:
    figure = Figure(height=100, margin={"l": 8, "r": 8})
    figure.update_layout(margin={"r": 40})
    figure.update_xaxes(range=[0, 1])
    figure.update_xaxes(showgrid=False)
    assert figure.layout["margin"] == {"l": 8, "r": 40}
    assert figure.layout["xaxis"] == {"range": [0, 1], "showgrid": False}


def test_a_shared_dictionary_is_never_changed() -> None:
    shared = {"l": 8}
    Figure(height=1, margin=shared).update_layout(margin={"l": 40})
    assert shared == {"l": 8}


def test_missing_numbers_are_null_and_days_are_dates() -> None:
    figure = Figure(height=1)
    day = pd.Timestamp("2024-05-01")
    figure.add_scatter(
        x=pd.Series([day, pd.NaT]),
        y=pd.Series([1.5, None]),
        text=pd.Series(["a", None], dtype="string"),
        ids=np.array([float("nan"), 2.0]),
        meta=[float("nan"), day, np.int64(3)],
    )
    (trace,) = sent(figure)["data"]  # type: ignore[misc]
    assert trace == {
        "type": "scatter",
        "x": ["2024-05-01T00:00:00", None],
        "y": [1.5, None],
        "text": ["a", None],
        "ids": [None, 2.0],
        "meta": [None, "2024-05-01T00:00:00", 3],
    }


def test_what_json_has_no_word_for_is_refused() -> None:
    figure = Figure(height=1)
    figure.add_bar(x=[object()])
    with pytest.raises(TypeError):
        figure.json  # noqa: B018
