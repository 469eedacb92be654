"""When did whom meet, and what came out."""

from multivector.ui import cards, frame, timeline


def _draw(here: frame.Frame) -> None:
    timeline.draw_asked(here)
    rows = timeline.chosen(here)

    if here.filters.nothing:
        cards.no_partner(here)
    elif not here.collection.library.events:
        cards.empty(here.words.say("The collection holds no events yet."))
    elif rows.empty:
        cards.empty(
            here.words.say("No event with these partners in these years is in the collection."),
            here.words.say("Choose other partners or more years."),
        )
    else:
        timeline.draw_answer(here, rows)
        timeline.draw_lanes(here, rows)
        timeline.draw_calendar(here, rows)
        timeline.draw_list(here, rows)


frame.show(__file__, _draw)
