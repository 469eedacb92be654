"""The collection that comes with the app is sound."""

from pathlib import Path

from multivector.library.load import load_library

DATA = Path(__file__).resolve().parents[2] / "data"


def test_the_collection_has_no_error() -> None:
    loaded = load_library(DATA)
    assert [problem.as_text() for problem in loaded.problems if problem.is_error] == []
    assert loaded.library is not None
