"""YAML text as plain values, each with its line; what a curator did not mean is refused.

Only ``true``, ``false``, ``null``, ``~`` and numbers are converted. ``NO``, ``yes``, dates and
``011`` stay texts, as in YAML 1.2, because country codes and dates must be read as written.
Anchors, aliases, tags, merge keys and several documents are not part of the format.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from multivector.library.files import CONTROL, file_problem, line_at
from multivector.library.problems import Problem, path_text, quoted

try:  # The parser written in C reads ten times as fast; both make the same events.
    from yaml import CSafeLoader as _Parser
except ImportError:  # pragma: no cover
    from yaml import SafeLoader as _Parser  # type: ignore[assignment]

Parser = _Parser

Steps = tuple[str | int, ...]
"""Keys and list positions from the root of a file to a value in it."""

DEEPEST = 30
"""Lists and mappings that may stand in each other; records need six."""
MOST_PROBLEMS = 50
"""Problems after which a file is not read further."""

# The parser looks ahead within a line, so its own limit (libyaml 0.2.6) may be met before ours.
_PARSER_TOO_DEEP = "exceeded maximum nesting depth"

_CONSTANTS: Mapping[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}
_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_NO_NUMBER = re.compile(r"[-+]?\.(?:inf|Inf|INF|nan|NaN|NAN)")
_LONGEST_NUMBER = 30
LARGEST_NUMBER, SMALLEST_NUMBER = 1e15, 1e-12
"""Numbers beyond are slips; sums, products and ratios of those within stay numbers."""


@dataclass(frozen=True, slots=True)
class Read:
    """The values of a file or of one row: plain dicts, lists, texts, numbers, truth values."""

    file: str
    value: Any
    lines: Mapping[Steps, int]
    refused: frozenset[Steps] = frozenset()
    """Where something was refused, so that the value there is not what the file says."""
    around_refused: frozenset[Steps] = frozenset()
    """All paths that lead to a refused one, and the refused ones."""
    problems: tuple[Problem, ...] = ()

    def line(self, path: Steps) -> int:
        """The line of the path; for what is missing, of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_yaml(text: str, file: str) -> Read | Problem:
    """The values of a YAML text with their lines, or the problem that makes it unusable."""
    if "\t" in text:
        line = line_at(text, text.index("\t"))
        return file_problem("tab", file, "there is a tab", "use spaces", line)
    reading = _Reading(file)
    try:
        reading.take_all(yaml.parse(text, Loader=Parser))
    except yaml.MarkedYAMLError as error:
        if error.problem == _PARSER_TOO_DEEP:
            return _too_deep(file, error.problem_mark)
        return _syntax_problem(error, text, file)
    except yaml.YAMLError as error:
        return file_problem("syntax", file, quoted(str(error)), "compare with a similar file", 1)
    except _FileError as error:
        return error.problem
    return reading.result()


def is_text_unquoted(text: str) -> bool:
    """Whether the reader takes the text for one even where it stands without quotes."""
    forms = (_NO_NUMBER, _NUMBER)
    return text not in _CONSTANTS and not any(form.fullmatch(text) for form in forms)


def is_sane(number: float) -> bool:
    """Whether a number is zero or of a size that something measured may have."""
    return number == 0 or SMALLEST_NUMBER <= abs(number) <= LARGEST_NUMBER


class _FileError(Exception):
    """Ends the reading of a file; never leaves this module."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Ignored:
    """Stands for a key whose value has no place to go."""


_IGNORED = _Ignored()


@dataclass(slots=True)
class _Frame:
    """A list or mapping that is still being read."""

    path: Steps
    items: Any
    key: str | _Ignored | None = None
    """In a mapping: the key whose value comes next, None if a key comes next."""


@dataclass(slots=True)
class _Reading:
    """Turns the parser's events into values. Not recursive, so that depth cannot exhaust it."""

    file: str
    root: Any = None
    lines: dict[Steps, int] = field(default_factory=dict)
    refused: set[Steps] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=list)
    documents: int = 0

    def take_all(self, events: Iterable[yaml.Event]) -> None:
        for event in events:
            if isinstance(event, yaml.ScalarEvent):
                self.take_scalar(event)
            elif isinstance(event, yaml.MappingStartEvent):
                self.open(event, {})
            elif isinstance(event, yaml.SequenceStartEvent):
                self.open(event, [])
            elif isinstance(event, yaml.CollectionEndEvent):
                self.frames.pop()
            elif isinstance(event, yaml.AliasEvent):
                self.take_alias(event)
            elif isinstance(event, yaml.DocumentStartEvent):
                self.open_document(event)

    def result(self) -> Read:
        around = {path[:n] for path in self.refused for n in range(len(path) + 1)}
        return Read(
            file=self.file,
            value=self.root,
            lines=self.lines,
            refused=frozenset(self.refused),
            around_refused=frozenset(around),
            problems=tuple(self.problems),
        )

    def open_document(self, event: yaml.DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1:
            cure = "keep one document; delete the line ---"
            self.give_up("several-documents", event, "a second document starts here", cure)

    def open(self, event: yaml.CollectionStartEvent, items: dict[str, Any] | list[Any]) -> None:
        if len(self.frames) >= DEEPEST:
            raise _FileError(_too_deep(self.file, event.start_mark))
        path = self.path_of_next()
        self.refuse_marks(event, path)
        self.place(items, path, event)
        self.frames.append(_Frame(path, items))

    def take_scalar(self, event: yaml.ScalarEvent) -> None:
        path = self.path_of_next()
        self.refuse_marks(event, path)
        self.place(self.scalar_value(event, path), path, event)

    def take_alias(self, event: yaml.AliasEvent) -> None:
        path = self.path_of_next()
        message = f"{quoted(f'*{event.anchor}')} is an alias"
        self.refuse("alias", event, path, message, "write out the value, or quote the text")
        self.place(_IGNORED, path, event)

    def path_of_next(self) -> Steps:
        """Where the next value belongs; the path of the mapping itself if a key comes next."""
        if not self.frames:
            return ()
        frame = self.frames[-1]
        if isinstance(frame.items, list):
            return (*frame.path, len(frame.items))
        return (*frame.path, frame.key) if isinstance(frame.key, str) else frame.path

    def place(self, value: Any, path: Steps, event: yaml.Event) -> None:
        """Puts a value where it belongs: into the list, behind its key, or as the next key."""
        if not self.frames:
            self.root = value
            self.lines[path] = _line(event)
            return
        frame = self.frames[-1]
        if isinstance(frame.items, list):
            frame.items.append(value)
            self.lines[path] = _line(event)
        elif frame.key is None:
            frame.key = self.checked_key(value, frame, event)
        else:
            if isinstance(frame.key, str):
                frame.items[frame.key] = value
            frame.key = None

    def checked_key(self, key: Any, frame: _Frame, event: yaml.Event) -> str | _Ignored:
        """The key if it is a new text; its line is noted, since values may start further down."""
        if not isinstance(key, str):
            if key is not _IGNORED:
                message = "a key is not a text"
                self.refuse("key-not-text", event, frame.path, message, "put it in quotes")
            return _IGNORED
        if key == "<<":
            message = "there is a merge key"
            self.refuse("merge-key", event, frame.path, message, "write out the keys")
            return _IGNORED
        if key in frame.items:
            first = self.lines[(*frame.path, key)]
            message = f"the key {quoted(key)} stands here again, first in line {first}"
            self.refuse("repeated-key", event, frame.path, message, "keep one of them")
            return _IGNORED
        self.lines[(*frame.path, key)] = _line(event)
        return key

    def scalar_value(self, event: yaml.ScalarEvent, path: Steps) -> Any:
        """The value of a text as written; only plain ones may be numbers or constants."""
        text = event.value
        if not event.implicit[0]:
            if match := CONTROL.search(text):
                message = f"the escape for U+{ord(match[0]):04X} cannot be seen"
                self.refuse("control-character", event, path, message, "delete it")
            return text
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if _NO_NUMBER.fullmatch(text):
            message = f"{text} is not a number that can be used"
            self.refuse("number-unusable", event, path, message, "leave the key out")
        elif match := _NUMBER.fullmatch(text):
            return self.number(text, event, path, whole=match[1] is None and match[2] is None)
        return text

    def number(self, text: str, event: yaml.Event, path: Steps, *, whole: bool) -> Any:
        if len(text) > _LONGEST_NUMBER or not is_sane(float(text)):
            message = f"{quoted(text)} is too large, too small or too long for a number"
            self.refuse("number-unusable", event, path, message, "check it, or quote the text")
            return text
        return int(text) if whole else float(text)

    def refuse_marks(
        self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, path: Steps
    ) -> None:
        if event.anchor is not None:
            message = f"{quoted(f'&{event.anchor}')} is an anchor"
            cure = "delete it and write out its uses, or quote the text"
            self.refuse("alias", event, path, message, cure)
        if event.tag is not None:
            message = f"{quoted(event.tag)} is a tag"
            self.refuse("tag", event, path, message, "delete it, or quote the text")

    def refuse(self, code: str, event: yaml.Event, path: Steps, message: str, cure: str) -> None:
        if len(self.problems) >= MOST_PROBLEMS:
            message = f"there are more than {MOST_PROBLEMS} problems; the file is not read"
            self.give_up("too-many-problems", event, message, "mend the first ones; check again")
        self.refused.add(path)
        place = path_text(path)
        self.problems.append(Problem(code, "error", self.file, _line(event), place, message, cure))

    def give_up(self, code: str, event: yaml.Event, message: str, cure: str) -> None:
        raise _FileError(file_problem(code, self.file, message, cure, _line(event)))


def _line(event: yaml.Event) -> int:
    return _line_of(event.start_mark)


def _line_of(mark: Any) -> int:
    return mark.line + 1 if mark else 1


def _too_deep(file: str, mark: Any) -> Problem:
    message = f"more than {DEEPEST} lists and mappings stand in each other"
    return file_problem("too-deep", file, message, "compare with a similar file", _line_of(mark))


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    """The parser's complaint, at the line where the broken thing starts."""
    is_quote = error.context == "while scanning a quoted scalar"
    if is_quote:
        message, cure = "a quote is opened here but not closed", "close the quote"
    else:
        said = ": ".join(part for part in (error.context, error.problem) if part)
        message, cure = f"this is not YAML: {said}", _cure(error.problem or "")
    mark, last = error.problem_mark, max(1, len(text.rstrip().splitlines()))
    if error.context_mark and (is_quote or mark is None or mark.line >= last):
        mark = error.context_mark  # What is not closed is noticed only at the end of the file.
    return file_problem("syntax", file, message, cure, min(_line_of(mark), last))


def _cure(problem: str) -> str:
    if "mapping values" in problem:
        return "put a text that holds a colon in quotes"
    if "cannot start any token" in problem:
        return "put a text that starts with such a character in quotes"
    if "expected ',' or" in problem:
        return "close the bracket, or add the comma"
    return "check indentation here and in the line above; the file may be cut off"
