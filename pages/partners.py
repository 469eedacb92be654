"""How the partners compare: by indicator, by year, and by who counted."""

from multivector.ui import cards, comparison, deals, frame, profile


def _draw(here: frame.Frame) -> None:
    deals.draw_asked(here)
    choice = comparison.choose(here)

    if here.filters.nothing:
        cards.no_partner(here)
    elif choice.indicator is None:
        cards.empty(here.words.say("The collection holds no figures yet."))
    else:
        comparison.draw_answer(here, choice)
        comparison.draw_latest(here, choice)
        comparison.draw_history(here, choice)
        comparison.draw_counts(here, choice)
        comparison.draw_statements(here, choice)

    if len(here.filters.partners) == 1:
        profile.draw(here)
    elif not here.filters.nothing:
        deals.draw_fold(here)


frame.show(__file__, _draw)
