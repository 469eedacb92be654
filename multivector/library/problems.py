"""What can be wrong with a collection, and how it is told to the person who can mend it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any, Literal

Severity = Literal["error", "warning"]

CODES: Mapping[str, str] = MappingProxyType(
    {
        # Files that cannot be read as a whole
        "folder-missing": "The folder of the collection is not there.",
        "file-missing": "A file every collection needs is not there.",
        "file-unreadable": "The system does not let the file be read.",
        "file-too-large": "The file is larger than the reader accepts.",
        "too-many-files": "There are more files than the reader accepts.",
        "outside-folder": "A link leads out of the folder of the collection.",
        "not-utf8": "The file is not text in UTF-8.",
        "control-character": "There is a character that cannot be seen and has no place in text.",
        "conflict-marker": "The file still holds marks of an unresolved merge.",
        "empty-file": "The file holds no record.",
        "unknown-file": "The file or folder is not part of a collection and is not read.",
        "file-name": "The file's name is not the id of the record in it.",
        "not-formatted": "The file cannot be put into canonical form as it stands.",
        "too-many-problems": "The rest of the file was not read for the number of its problems.",
        # YAML
        "syntax": "The text does not follow the rules of YAML or CSV.",
        "tab": "There is a tab, which YAML does not allow for indentation.",
        "several-documents": "The file holds several YAML documents.",
        "too-deep": "Lists and mappings stand in each other too deeply.",
        "alias": "There is a YAML anchor or alias.",
        "tag": "There is a YAML tag.",
        "merge-key": "There is a YAML merge key.",
        "repeated-key": "A key stands twice in the same mapping.",
        "key-not-text": "A key is not a text.",
        "number-unusable": "A number is infinite, not a number, or too long.",
        # CSV
        "unknown-column": "The header names a column that is not known.",
        "missing-column": "The header lacks a column that every row needs.",
        "repeated-column": "The header names a column twice.",
        "row-too-short": "The row has fewer cells than the header.",
        "row-too-long": "The row has more cells than the header.",
        # Fields of one record
        "unknown-key": "The record has no such key.",
        "missing-key": "A key every such record needs is missing or has no value.",
        "wrong-shape": "A list, mapping, text or truth value stands where another is due.",
        "not-text": "A number or truth value stands where a text is due.",
        "not-a-number": "Something else stands where a number is due.",
        "not-in-list": "The value is not in the closed list for this key.",
        "bad-form": "The text does not have the form of such an id, code or address.",
        "bad-date": "The date does not exist or is not in EDTF.",
        "out-of-bounds": "A number or a list's length lies outside its bounds.",
        "contradiction": "Fields of the record contradict each other or themselves.",
        # Across records
        "repeated-id": "Two records of one kind have the same id.",
        "repeated-observation": "Two observations have the same key.",
        "unknown-reference": "The record refers to something that is not in the collection.",
        "held-back-reference": "The record refers to something that is held back.",
        "held-back-content": "What a record contains is held back with it.",
        "claim-id": "The claim's id does not start with the id of its article.",
        "dates-order": "A later date lies before an earlier one.",
        "unit-not-allowed": "The indicator does not allow this unit.",
        "implausible": "The value lies outside the plausible range of its indicator.",
        "share-range": "A share lies below 0 or above 100.",
        "negative-amount": "An amount of which shares are made lies below 0.",
        "member-cycle": "A partner is, directly or through others, a member of itself.",
        "overlapping-vectors": "Two vectors overlap, so sums would count something twice.",
        "second-total": "A second partner is said to stand for all of them together.",
        "counted-not-stored": "There is a figure of an indicator that is counted, not stored.",
        "weights-sum": "The weights of the domains do not sum to one.",
        "after-evidence": "An event is said to be held after the last day looked for.",
        "self-reference": "A claim is said to contradict or support itself.",
    }
)
"""Every code with its meaning in one line; the list is closed."""


MOST_OF_A_FILE = 1000
"""Problems with the records of one file after which its rest is not read."""

CONSEQUENCES = frozenset({"held-back-reference", "held-back-content"})
"""Codes of problems that others have caused."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where it stands, what it is, and how to mend it."""

    code: str
    severity: Severity
    file: str
    """Path within the collection's folder, with forward slashes."""
    line: int
    """Line in the file, from 1; 0 if the problem is with the file or folder as a whole."""
    path: str
    """Path within the file such as ``claims[3].figure.value``; empty for the whole."""
    message: str
    cure: str

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"{self.code!r} is not in the closed list of codes")

    def __lt__(self, other: "Problem") -> bool:
        return self._order() < other._order()

    def _order(self) -> tuple[int, str, int, str, str, str]:
        """Errors first, causes before what follows from them; among each, by place."""
        rank = 2 if not self.is_error else int(self.is_consequence)
        return rank, self.file, self.line, self.path, self.code, self.message

    @property
    def is_error(self) -> bool:
        """Whether the collection is unsound because of it."""
        return self.severity == "error"

    @property
    def is_consequence(self) -> bool:
        """Whether it goes away by itself when others are mended."""
        return self.code in CONSEQUENCES

    def as_text(self) -> str:
        """One line: ``file:line: severity code: message (cure)``."""
        return f"{self.file}:{self.line}: {self.severity} {self.code}: {self.message} ({self.cure})"

    def as_json(self) -> dict[str, Any]:
        """The fields by name, ready for JSON."""
        return asdict(self)


def too_many(file: str, line: int) -> Problem:
    """That a file is not read from this line on, because so much was wrong before it."""
    message = f"there are {MOST_OF_A_FILE} problems before this line; the rest is not read"
    cure = "mend the first ones; check again"
    return Problem("too-many-problems", "error", file, line, "", message, cure)


def quoted(value: object, longest: int = 60) -> str:
    """The value as it may stand in a message: on one line, visible and not too long."""
    if not isinstance(value, str):
        return _short(str(value), longest)
    return "'" + _short(visible(value), longest) + "'"


def visible(text: str) -> str:
    """The text with every character that cannot be printed written as an escape."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def path_text(path: tuple[str | int, ...]) -> str:
    """A path such as ``("claims", 3, "text")`` as ``claims[3].text``."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{visible(step)}" for step in path)
    return "".join(steps).removeprefix(".")


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
