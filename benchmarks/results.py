"""What was measured, in one plain form: a row a figure, a file a suite."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from statistics import quantiles

import pandas as pd

from tests.browser.server import ROOT

OUT = ROOT / "build" / "benchmarks"


@dataclass(frozen=True)
class Figure:
    """One figure: its value (a median where ``n`` is more than one) and the middle half around."""

    suite: str
    case: str
    figure: str
    unit: str
    value: float
    low: float | None = None
    """The first quartile; None where there is one value only."""
    high: float | None = None
    n: int = 1


def summed_up(
    suite: str, case: str, figure: str, unit: str, values: Sequence[float] | pd.Series
) -> Figure:
    """The median of some values with their quartiles (at least one value)."""
    many = [float(value) for value in values]
    if len(many) == 1:
        return Figure(suite, case, figure, unit, many[0])
    low, middle, high = quantiles(many, n=4, method="inclusive")
    return Figure(suite, case, figure, unit, middle, low, high, len(many))


def write(suite: str, figures: Iterable[Figure]) -> None:
    """Write ``build/benchmarks/SUITE.csv`` and print the same."""
    table = pd.DataFrame([asdict(each) for each in figures], columns=_columns())
    OUT.mkdir(parents=True, exist_ok=True)
    table.to_csv(OUT / f"{suite}.csv", index=False)
    print(table.drop(columns="suite").round(2).to_string(index=False), flush=True)


def read(folder: Path = OUT) -> pd.DataFrame:
    """All figures written so far, with the columns of ``Figure``."""
    tables = [_table(path) for path in sorted(folder.glob("*.csv"))]
    return pd.concat([pd.DataFrame(columns=_columns()), *tables], ignore_index=True)


def _table(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype={"unit": "str"}).fillna({"unit": ""})


def _columns() -> list[str]:
    return [each.name for each in fields(Figure)]
