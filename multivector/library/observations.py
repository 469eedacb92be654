"""The figures of a collection: records one by one, or all of them in columns.

A large collection holds hundreds of thousands. What asks for many of them at once asks the columns,
which takes a hundredth of the time that as many records take to be made.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, overload

from multivector.model import Observation

if TYPE_CHECKING:
    import pandas as pd

LISTS = ("caveats",)
NUMBERS = tuple(
    name for name, field in Observation.model_fields.items() if float in get_args(field.annotation)
)
TEXTS = tuple(name for name in Observation.model_fields if name not in NUMBERS)
KEY = ("indicator", "subject", "partner", "period", "unit", "reporter")
"""What tells one figure from all others."""


class Place(NamedTuple):
    """Where a record is written down."""

    file: str
    """Path within the collection's folder, with forward slashes."""
    line: int
    """Line it starts in, from 1."""


def observation_id(observation: Observation) -> str:
    """The key of an observation as one text: indicator|subject|partner|period|unit|reporter."""
    return "|".join(getattr(observation, name) for name in KEY)


class Observations(Sequence[Observation]):
    """The figures in file order; read-only."""

    def __init__(self, records: Iterable[Observation], places: Iterable[Place] = ()) -> None:
        """The records, and where each stands if that is known."""
        self._records: tuple[Observation, ...] | None = tuple(records)
        self._places = tuple(places)

    @classmethod
    def of(cls, frame: "pd.DataFrame") -> "Observations":
        """The figures of a table that has the columns of ``frame``."""
        made = cls(())
        made._records = None
        made.__dict__["frame"] = frame
        return made

    @cached_property
    def frame(self) -> "pd.DataFrame":
        """One row a figure: its fields, and ``file`` and ``line`` where it stands.

        Texts are categories, lists texts joined with ``;``, numbers floats, and what a figure does
        not say is missing. Never to be changed in place.
        """
        import pandas as pd  # noqa: PLC0415 - so that commands without tables start fast

        records = self._records or ()
        texts = {
            name: [
                ";".join(getattr(each, name)) if name in LISTS else getattr(each, name)
                for each in records
            ]
            for name in TEXTS
        }
        numbers = {name: [getattr(each, name) for each in records] for name in NUMBERS}
        files, lines = zip(*self._places, strict=True) if self._places else ((), ())
        missing = [None] * (len(records) - len(files))
        return pd.DataFrame(
            {name: pd.Categorical(values) for name, values in texts.items()}
            | {name: pd.Series(values, dtype="float64") for name, values in numbers.items()}
            | {
                "file": pd.Categorical([*files, *missing]),
                "line": pd.Series([*lines, *missing], dtype="Int64"),
            }
        )

    @cached_property
    def ids(self) -> Mapping[str, int]:
        """The position of each figure by its ``observation_id``."""
        if self._records is not None:
            return {observation_id(each): at for at, each in enumerate(self._records)}
        columns = [self.frame[name].astype(object) for name in KEY]
        return {"|".join(parts): at for at, parts in enumerate(zip(*columns, strict=True))}

    def place(self, at: int) -> Place:
        """Where the figure at a position stands."""
        if self._places:
            return self._places[at]
        row = self.frame[["file", "line"]].iloc[at]
        return Place(str(row["file"]), int(row["line"]))

    def __len__(self) -> int:
        return len(self.frame) if self._records is None else len(self._records)

    @overload
    def __getitem__(self, at: int) -> Observation: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Observation]: ...
    def __getitem__(self, at: int | slice) -> Observation | Sequence[Observation]:
        if self._records is not None:
            return self._records[at]
        if isinstance(at, slice):
            return tuple(_records(self.frame[at]))
        return next(_records(self.frame.iloc[[at]]))

    def __iter__(self) -> Iterator[Observation]:
        return _records(self.frame) if self._records is None else iter(self._records)


def _records(frame: "pd.DataFrame") -> Iterator[Observation]:
    for value in values(frame):
        yield Observation.model_validate(value)


def values(frame: "pd.DataFrame") -> Iterator[dict[str, Any]]:
    """The fields of each figure as a file gives them: those that are there."""
    names = list(Observation.model_fields)
    columns = [frame[name].astype(object).where(frame[name].notna(), None) for name in names]
    for row in zip(*columns, strict=True):
        value = {name: each for name, each in zip(names, row, strict=True) if each is not None}
        for name in LISTS:
            value[name] = [part for part in value.get(name, "").split(";") if part]
        yield value
