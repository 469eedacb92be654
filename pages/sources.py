"""Whether this can be trusted and cited: the bibliography and how figures were made."""

from multivector.findings import sources as findings
from multivector.ui import cards, frame, sources


def _draw(here: frame.Frame) -> None:
    sources.draw_asked(here)
    listed = sources.choose(here)

    cards.answer(here, findings.how_many(here.collection.library, here.words))
    cards.years_apart(here)
    sources.draw_list(here, listed)
    sources.draw_downloads(here, listed)
    sources.draw_evidence(here)
    sources.draw_tables(here)
    sources.draw_glossary(here)
    sources.draw_method(here)
    sources.draw_changes(here)


frame.show(__file__, _draw)
