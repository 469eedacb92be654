"""Writes the golden table anew from the collection: python -m tests.golden.refresh."""

from pathlib import Path

from multivector.analysis.verification import verdicts
from multivector.library.load import load_library

DATA = Path(__file__).resolve().parents[2] / "data"
VERDICTS = Path(__file__).with_name("verdicts.csv")
COLUMNS = ("claim", "reporter", "cut", "observed_value", "verdict", "rule")


def current() -> str:
    """The table of all verdicts as the collection gives it now."""
    library = load_library(DATA).library
    assert library is not None
    made = verdicts(library)[list(COLUMNS)]
    return str(made.to_csv(index=False, lineterminator="\n", float_format="%.6g"))


if __name__ == "__main__":
    VERDICTS.write_text(current(), encoding="utf-8")
