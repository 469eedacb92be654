"""Every table that leaves the house, on the command line, the method page and the server."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import pandas as pd

from multivector.analysis.tables import TABLES
from multivector.analysis.verification import verdicts
from multivector.library.collection import Library

EXPORTS: Mapping[str, Callable[[Library], pd.DataFrame]] = MappingProxyType(
    {**TABLES, "verdicts": verdicts}
)
"""Each table's maker, by the table's name."""
