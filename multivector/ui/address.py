"""The address line as the only truth about what is chosen.

A widget is set from the address before it is drawn and writes to it in its callback, before the
page runs: one run, one history entry, links and the back button work. Addresses carry codes, never
translated labels, and whatever stands in them is input: it is validated here and never raises.

What a view shows can be asked for without a page as well: then the parameters of the request stand
in for the address (``given``), and a program is told of a value that is not known.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

import streamlit as st

Value = TypeVar("Value")
MOST_VALUES, LONGEST_VALUE = 60, 60
PASSING = ("q",)
"""Parameters that a reader leaves behind with the page."""


@dataclass(frozen=True)
class Choice(Generic[Value]):
    """One choice kept in the address: how its value is read from and written to a parameter."""

    key: str
    default: Value
    decode: Callable[[Sequence[str]], Value]
    encode: Callable[[Value], Sequence[str]]


@dataclass(frozen=True)
class Request:
    """What is asked for without a page: where the page would be, its parameters, those read.

    A strict one refuses what is not known; one made by a page leaves it out, as the page does.
    """

    page: str
    parameters: Mapping[str, Sequence[str]]
    is_strict: bool = True
    read: set[str] = field(default_factory=set)


class UnknownValue(ValueError):  # noqa: N818 - says what is wrong
    """A request asks for something that is not there."""

    def __init__(self, key: str, text: str) -> None:
        super().__init__(f"{key}: {text}")
        self.key, self.text = key, text


_request: ContextVar[Request | None] = ContextVar("request", default=None)


@contextmanager
def given(request: Request) -> Iterator[Request]:
    """Let the parameters of a request stand in for the address of a page.

    Within a strict one ``chosen`` raises UnknownValue for a value that is not known.
    """
    before = _request.set(request)
    try:
        yield request
    finally:
        _request.reset(before)


def raw(key: str) -> tuple[str, ...]:
    """All values of a parameter as they stand in the address, shortened to a sane size."""
    request = _request.get()
    if request is None:
        texts: Sequence[str] = st.query_params.get_all(key)
    else:
        request.read.add(key)
        texts = request.parameters.get(key, ())
    return tuple(text[:LONGEST_VALUE] for text in texts[:MOST_VALUES])


def parameters() -> dict[str, tuple[str, ...]]:
    """The parameters of the address with their values, see ``raw``; no more than a sane number."""
    request = _request.get()
    if request is None:
        keys = (key for key in st.query_params if len(key) <= LONGEST_VALUE)
        return {key: raw(key) for key in islice(keys, MOST_VALUES)}
    return {key: tuple(texts) for key, texts in request.parameters.items()}


def only(*keys: str) -> dict[str, list[str]]:
    """The parameters of these names, for a link."""
    request = _request.get()
    if request is None:
        return {key: list(raw(key)) for key in keys if key in st.query_params}
    return {key: list(texts) for key, texts in request.parameters.items() if key in keys}


def without(*keys: str) -> dict[str, list[str]]:
    """All parameters but those of these names, for a link."""
    return {key: list(values) for key, values in parameters().items() if key not in keys}


def one_of(key: str, options: Iterable[str], default: str) -> Choice[str]:
    """A choice of one code among options; anything else reads as the default."""
    allowed = frozenset(options)
    return Choice(
        key,
        default,
        lambda texts: next((text for text in texts if text in allowed), default),
        lambda value: (value,),
    )


def number(key: str, lowest: int, highest: int, default: int) -> Choice[int]:
    """A whole number between two bounds; anything else reads as the default."""

    def decode(texts: Sequence[str]) -> int:
        text = texts[0] if texts else ""
        digits = text.removeprefix("-")
        # isdigit alone would let through digits such as ² that int refuses.
        is_number = digits.isascii() and digits.isdigit() and len(digits) < 10
        return min(max(int(text), lowest), highest) if is_number else default

    return Choice(key, default, decode, lambda value: (str(value),))


def chosen(choice: Choice[Value]) -> Value:
    """The value a choice has in the address, else its default."""
    texts = raw(choice.key)
    if not texts:
        return choice.default
    value = choice.decode(texts)
    request = _request.get()
    if request is not None and request.is_strict:
        _refuse_unknown(choice, texts, value)
    return value


def is_made(choice: Choice[Any]) -> bool:
    """Whether the reader has chosen something else than the default."""
    return bool(chosen(choice) != choice.default)


def _refuse_unknown(choice: Choice[Value], texts: Sequence[str], value: Value) -> None:
    understood = {text.casefold() for text in choice.encode(value)}
    for text in texts:
        if text.strip().casefold() not in understood:
            raise UnknownValue(choice.key, text)


def write(choice: Choice[Value], value: Value) -> None:
    """Put a value into the address; the default leaves no trace there.

    Any other choice starts a list again at its first page.
    """
    if choice.key != "page":
        st.query_params.pop("page", None)
    if value == choice.default:
        st.query_params.pop(choice.key, None)
    else:
        st.query_params[choice.key] = list(choice.encode(value))
    remember()


def bound(choice: Choice[Value]) -> dict[str, Any]:
    """Arguments that tie a widget to a choice: ``st.selectbox(label, codes, **bound(choice))``."""
    key, worded = f"choice_{choice.key}", f"worded_{choice.key}"

    def write_choice() -> None:
        value = st.session_state[key]
        if choice.decode(choice.encode(value)) == value:
            write(choice, value)

    arguments = held(key, chosen(choice), write_choice)
    language = st.session_state.get("address_language")
    # A selectbox holds on to the text of its option; in another language it has to be told anew.
    if st.session_state.get(worded) != language:
        st.session_state[key], st.session_state[worded] = chosen(choice), language
    return arguments


def held(key: str, shown: object, take: Callable[[], None]) -> dict[str, Any]:
    """Arguments that set a widget of this key from the address; ``take`` reads what it is given.

    Who goes back twice in a hurry does so before the browser has heard of the widget's new value,
    even if the first run has come to its end; the second run then brings the old one, which is no
    choice of the reader's. Nobody moves to another address and chooses in one step.
    """
    before, pages = st.session_state.get(key), st.session_state.setdefault("address_pages", {})
    # On another page it is another widget, which knows nothing of the value under its key.
    if before != shown or pages.get(key) != _page():
        st.session_state[key], pages[key] = shown, _page()
    if before != shown:
        st.session_state.setdefault("address_untold", {})[key] = before

    def take_choice() -> None:
        untold = st.session_state.get("address_untold", {})
        if key in untold and untold[key] == st.session_state[key] and _has_moved():
            return
        untold.pop(key, None)
        take()

    return {"key": key, "on_change": take_choice}


def _page() -> str:
    return urlsplit(st.context.url or "").path


def _has_moved() -> bool:
    """Whether the browser is at another address than when a page was last begun."""
    kept = (st.session_state.get("address_page"), st.session_state.get("address_kept"))
    return kept != (_page(), parameters())


def speak(language: str) -> None:
    """Tell the widgets which language their options stand in during this run."""
    st.session_state["address_language"] = language


def remember() -> None:
    """Keep the parameters, because links of the navigation drop them."""
    st.session_state["address_kept"] = parameters()


def reader_languages() -> tuple[str | None, str | None]:
    """What the reader's browser says of languages, if there is a browser: its wishes, its own."""
    if _request.get():
        return None, None
    return st.context.headers.get("Accept-Language"), st.context.locale


def page_address(path: str) -> str:
    """The page's address in the reader's browser, without parameters; else its bare path."""
    request = _request.get()
    return request.page if request else st.context.url or path


def carry() -> None:
    """Give a page that was switched to the parameters of the page before.

    To be called directly before ``st.navigation``: after it, a race gives two history entries.
    """
    page = _page()
    switched = st.session_state.get("address_page", page) != page
    kept = st.session_state.get("address_kept")
    if switched and not st.query_params and kept:
        st.query_params.from_dict(
            {key: list(values) for key, values in kept.items() if key not in PASSING}
        )
    st.session_state["address_page"] = page
    remember()
