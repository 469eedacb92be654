"""From plain values to one record, or to what is wrong with each of its fields."""

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from multivector.library.fields import fields_of, record_at
from multivector.library.problems import (
    MOST_OF_A_FILE,
    Problem,
    Severity,
    path_text,
    quoted,
)
from multivector.library.reader import Read, Steps
from multivector.model import Record
from multivector.periods import PeriodError

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Entry(Generic[R]):
    """A record with the place it was read from."""

    record: R
    id: str
    read: Read
    path: Steps
    owner: str = ""
    """For a claim the id of its article, for an event the id of its series."""

    @property
    def file(self) -> str:
        """The file it stands in."""
        return self.read.file

    @property
    def line(self) -> int:
        """The line it starts in."""
        return self.read.line(self.path)

    def problem(
        self, code: str, inside: Steps, message: str, cure: str, severity: Severity = "error"
    ) -> Problem:
        """A problem at a path inside the record, with the line of that path."""
        path = (*self.path, *inside)
        line = self.read.line(path)
        return Problem(code, severity, self.file, line, path_text(path), message, cure)


def validated(model: type[R], value: Any, read: Read, path: Steps) -> R | tuple[Problem, ...]:
    """The record made of the value that stands at the path, or all that is wrong with it."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        details = error.errors(include_url=False)[:MOST_OF_A_FILE]
    return tuple(
        _field_problem(model, detail, read, path)
        for detail in details
        if not _follows_from_others(detail, details)
    )


def _follows_from_others(detail: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """Whether a list only seems too short because broken items in it do not count."""
    place = detail["loc"]
    return detail["type"] == "too_short" and any(
        other["loc"][: len(place)] == place and len(other["loc"]) > len(place) for other in details
    )


class Fault(NamedTuple):
    """What is wrong with a field, apart from where it stands."""

    code: str
    message: str
    cure: str


def _field_problem(model: type[Record], detail: ErrorDetails, read: Read, path: Steps) -> Problem:
    steps = tuple(step for step in detail["loc"] if step != "[key]")
    place = (*path, *steps)
    fault = _fault(model, detail, steps)
    return Problem(fault.code, "error", read.file, read.line(place), path_text(place), *fault[1:])


def _fault(model: type[Record], detail: ErrorDetails, steps: Steps) -> Fault:
    kind = detail["type"]
    if kind == "missing":
        return _missing(model, steps)
    if kind == "extra_forbidden":
        return _unknown_key(model, steps)
    if detail["input"] is None:
        return _no_value(model, steps)
    if kind == "value_error":
        return _broken_rule(detail)
    return _FAULTS.get(kind, _other)(detail)


def _missing(model: type[Record], steps: Steps) -> Fault:
    field = _field_at(model, steps)
    meaning = (field.description if field else "") or ""
    cure = f"add it: {meaning.rstrip('.')}" if meaning else "add it"
    return Fault("missing-key", f"the key {quoted(str(steps[-1]))} is missing", cure)


def _no_value(model: type[Record], steps: Steps) -> Fault:
    key = steps[-1] if steps else 0
    message = f"the key {quoted(key)} has no value" if isinstance(key, str) else "there is no value"
    # A text in one language has its meaning from the field that holds it in all of them.
    own, around = (_field_at(model, steps[:at]) for at in (len(steps), -1))
    field = own or around
    if field is None or not field.is_required():
        return Fault("missing-key", message, "give one, or leave the key out")
    meaning = (field.description or "").rstrip(".")
    return Fault("missing-key", message, f"give one: {meaning}")


def _field_at(model: type[Record], steps: Steps) -> FieldInfo | None:
    return fields_of(record_at(model, steps[:-1])).get(str(steps[-1])) if steps else None


def _unknown_key(model: type[Record], steps: Steps) -> Fault:
    key, known = str(steps[-1]), fields_of(record_at(model, steps[:-1]))
    cure = nearest(key, known) or f"known keys: {', '.join(known)}"
    return Fault("unknown-key", f"unknown key {quoted(key)}", cure)


def nearest(text: str, known: Mapping[str, Any] | list[str]) -> str | None:
    """A question that offers the known text most like the given one, None if none is like it."""
    near = difflib.get_close_matches(text[:80], known, n=1)
    return f"did you mean {quoted(near[0])}?" if near else None


def _broken_rule(detail: ErrorDetails) -> Fault:
    error = detail["ctx"]["error"]
    if isinstance(error, PeriodError):
        cure = "write a date that exists as year, year-month or year-month-day"
        return Fault("bad-date", str(error), cure)
    if isinstance(detail["input"], str):
        return Fault("bad-form", f"{quoted(detail['input'])}: {error}", "write it in that form")
    return Fault("contradiction", str(error), "change one of the two")


def _not_text(detail: ErrorDetails) -> Fault:
    value = detail["input"]
    message = f"a text is due, but this is {_described(value)}"
    if isinstance(value, list | dict):
        return Fault("wrong-shape", message, "write a text; put it in quotes if it holds a colon")
    shown = str(value).lower() if isinstance(value, bool) else value
    return Fault("not-text", message, f'put it in quotes: "{shown}"')


def _not_number(detail: ErrorDetails) -> Fault:
    whole = detail["type"].startswith("int")
    message = f"a {'whole ' * whole}number is due, but this is {_described(detail['input'])}"
    example = "44" if whole else "43.5"
    return Fault("not-a-number", message, f"write the number alone, such as {example}, unquoted")


def _not_in_list(detail: ErrorDetails) -> Fault:
    allowed = re.findall(r"'([^']*)'", detail["ctx"]["expected"])
    message = f"{quoted(detail['input'])} is not one of: {', '.join(allowed)}"
    return Fault("not-in-list", message, nearest(str(detail["input"]), allowed) or "choose one")


_FORMS = {
    "[a-z0-9.-]*$": "use lower-case letters, digits, dots and hyphens",
    "[0-9A-Fa-f]{6}$": "write a colour such as #336699, in quotes",
    "third)$": "write a partner's code such as CN, or third",
    "[A-Z0-9]{1,7}$": "write a partner's code such as CN",
    "[0-9]{1,3}$": "write year.month.number, such as 2026.3.0",
}


def _bad_form(detail: ErrorDetails) -> Fault:
    pattern = detail["ctx"]["pattern"]
    cure = next((cure for end, cure in _FORMS.items() if pattern.endswith(end)), pattern)
    message = f"{quoted(detail['input'])} does not have the form that is due here"
    return Fault("bad-form", message, cure)


def _bad_date(detail: ErrorDetails) -> Fault:
    message = f"{quoted(detail['input'])} is not a day"
    return Fault("bad-date", message, "write a date that exists as year-month-day")


def _out_of_bounds(detail: ErrorDetails) -> Fault:
    context = detail["ctx"]
    if "min_length" in context or "max_length" in context:
        bounds = [context[key] for key in ("min_length", "max_length") if key in context]
        message = f"the list has {context['actual_length']} items"
        word = "at least" if "min_length" in context else "at most"
        return Fault("out-of-bounds", message, f"give {word} {bounds[0]}")
    word, bound = next((_BOUNDS[key], context[key]) for key in _BOUNDS if key in context)
    message = f"{_described(detail['input'])} is out of bounds"
    return Fault("out-of-bounds", message, f"give {word} {bound:g}")


_BOUNDS = {"ge": "at least", "gt": "more than", "le": "at most"}


def _wrong_shape(what: str, cure: str) -> Callable[[ErrorDetails], Fault]:
    def fault(detail: ErrorDetails) -> Fault:
        message = f"{what} is due, but this is {_described(detail['input'])}"
        return Fault("wrong-shape", message, cure)

    return fault


def _empty(_: ErrorDetails) -> Fault:
    return Fault("missing-key", "the text is empty", "give one, or leave the key out")


def _no_english(detail: ErrorDetails) -> Fault:
    return Fault("missing-key", detail["msg"], "add the key en")


def _other(detail: ErrorDetails) -> Fault:
    return Fault("wrong-shape", detail["msg"], "compare with a similar record")


_a_list = _wrong_shape("a list", "write each item in a line that starts with a hyphen")
_a_mapping = _wrong_shape("a mapping", "write lines of key: value")
_FAULTS: Mapping[str, Callable[[ErrorDetails], Fault]] = {
    "string_type": _not_text,
    "float_type": _not_number,
    "int_type": _not_number,
    "int_from_float": _not_number,
    "finite_number": _not_number,
    "literal_error": _not_in_list,
    "string_pattern_mismatch": _bad_form,
    "date_type": _bad_date,
    "date_parsing": _bad_date,
    "date_from_datetime_parsing": _bad_date,
    "date_from_datetime_inexact": _bad_date,
    "greater_than": _out_of_bounds,
    "greater_than_equal": _out_of_bounds,
    "less_than_equal": _out_of_bounds,
    "too_short": _out_of_bounds,
    "too_long": _out_of_bounds,
    "string_too_short": _empty,
    "missing_english": _no_english,
    "tuple_type": _a_list,
    "dict_type": _a_mapping,
    "mapping_type": _a_mapping,
    "model_type": _a_mapping,
    "bool_type": _wrong_shape("true or false", "write true or false, unquoted"),
}


def _described(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"the text {quoted(value)}"
    if isinstance(value, int | float):
        return f"the number {value}"
    return "a list" if isinstance(value, list | tuple) else "a mapping"
