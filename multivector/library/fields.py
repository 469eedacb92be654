"""What the fields of a kind of record hold, read off the model."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from multivector.library.reader import Steps
from multivector.model import Language, Record


def fields_of(model: type[Record] | None) -> dict[str, FieldInfo]:
    """The fields by the key that stands in files, in the order of the model."""
    fields = model.model_fields if model else {}
    return {field.alias or name: field for name, field in fields.items()}


def record_in(annotation: Any) -> type[Record] | None:
    """The kind of record that a field holds, be it one or a list of them; None if it holds none."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    inner = (record_in(part) for part in get_args(annotation))
    return next((found for found in inner if found), None)


def record_at(model: type[Record], steps: Steps) -> type[Record] | None:
    """The kind of record that a path within a record leads to, None if it leads to none."""
    found: type[Record] | None = model
    for step in steps:
        if isinstance(step, str):
            field = fields_of(found).get(step)
            found = record_in(field.annotation) if field else None
    return found


def is_text(annotation: Any) -> bool:
    """Whether a field holds a text in several languages."""
    return any(part == Language for part in _parts(annotation))


def is_list(annotation: Any) -> bool:
    """Whether a field holds a list."""
    return any(get_origin(part) is tuple for part in _parts(annotation))


def is_mapping(annotation: Any) -> bool:
    """Whether a field holds values by keys of their own, a text in several languages included."""
    origins = (get_origin(part) for part in _parts(annotation))
    return any(isinstance(origin, type) and issubclass(origin, Mapping) for origin in origins)


def options_of(annotation: Any) -> tuple[str, ...]:
    """The closed list of what a field may hold; empty if there is none."""
    if is_text(annotation):
        return ()
    found = (get_args(part) for part in _parts(annotation) if get_origin(part) is Literal)
    return tuple(str(option) for option in next(found, ()))


def languages() -> tuple[str, ...]:
    """The languages a text may have, as texts name them."""
    return get_args(Language)


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)
