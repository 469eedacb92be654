"""How something is added or corrected: blanks, a check, a preview, and the way to send it."""

from multivector.ui import cards, curate, curate_preview, frame


def _draw(here: frame.Frame) -> None:
    cards.answer(here, curate.promise(here))
    curate.draw_asked(here)
    checked = curate.ask(here)
    if checked:
        curate.draw_report(here, checked)
        curate_preview.draw_preview(here, checked)
        curate_preview.draw_changes(here, checked)
        curate.draw_way(here, checked)
    curate.draw_blank(here)


frame.show(__file__, _draw)
