"""What is said, and by whom: the articles broken into claims."""

from multivector.findings import claims as findings
from multivector.ui import cards, claims, frame, narrative


def _draw(here: frame.Frame) -> None:
    claims.draw_asked(here)
    listed = claims.choose(here)

    if here.filters.nothing:
        cards.no_partner(here)
    elif not here.collection.library.claims:
        cards.empty(here.words.say("The collection holds no claims yet."))
    else:
        if listed:
            cards.answer(here, findings.how_many(listed, here.collection.library, here.words))
        cards.years_apart(here)
        claims.draw_list(here, listed)
        cards.download(here, "claims", lambda: claims.table(here, listed))
        narrative.draw_attention(here)
        narrative.draw_ledger(here)


frame.show(__file__, _draw)
