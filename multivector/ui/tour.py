"""A short reading for newcomers: a few pages in order, each with the right filters."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import streamlit as st

from multivector.model import View
from multivector.ui import address
from multivector.ui.texts import label, plain, told

if TYPE_CHECKING:
    from multivector.ui.frame import Frame

KEY = "tour"


def draw(here: "Frame", pages: Callable[[], Mapping[str, st.Page]]) -> None:
    """The step that the address asks for: what to look at, and the ways on and back."""
    steps, words = list(here.collection.library.tour.values()), here.words
    number = address.chosen(_choice(here))
    if not number:
        return
    links = pages()
    step = steps[number - 1]
    with st.container(key="tour"):
        place = words.say("Step {n} of {all}", n=number, all=len(steps))
        st.html(
            f'<p class="mv-kicker">{plain(place)}</p>'
            f'<p class="mv-title">{told(step.title, words)}</p><p>{told(step.text, words)}</p>'
        )
        with st.container(horizontal=True, key="tour-ways"):
            if step.page != here.page.path:
                _draw_way(here, links, number, words.say("Back to this step"))
            elif number > 1:
                _draw_way(here, links, number - 1, words.say("Back"))
            if number < len(steps):
                title = words.pick(steps[number].title)
                _draw_way(here, links, number + 1, words.say("Next: {title}", title=title))
            st.page_link(
                links[f"{here.page.path}.py"],
                label=label(words.say("End of the reading")),
                query_params=address.without(KEY),
            )


def offer(here: "Frame", links: Mapping[str, st.Page]) -> None:
    """The way into the reading, for whoever is new; nothing where there is none."""
    steps = here.collection.library.tour
    if steps and not address.chosen(_choice(here)):
        text = here.words.say_many(
            "New here? The story in {n} step", "New here? The story in {n} steps", len(steps)
        )
        with st.container(key="tour-offer"):
            _draw_way(here, links, 1, text)


def _choice(here: "Frame") -> address.Choice[int]:
    return address.number(KEY, 0, len(here.collection.library.tour), 0)


def _draw_way(here: "Frame", links: Mapping[str, st.Page], number: int, text: str) -> None:
    step = list(here.collection.library.tour.values())[number - 1]
    st.page_link(
        links[f"{step.page}.py"],
        label=label(text),
        query_params={**address.only("lang"), **_parameters(step.view), KEY: str(number)},
    )


def _parameters(view: View) -> dict[str, list[str]]:
    """What is chosen in a view, as parameters of the address."""
    chosen = view.model_dump(by_alias=True, exclude_none=True)
    return {
        key: [str(each) for each in (value if isinstance(value, tuple) else (value,))]
        for key, value in chosen.items()
        if value != ()
    }
