"""Fixed terms of the records in the reader's language."""

from collections.abc import Mapping

from multivector.words import Words


def claim_kinds(words: Words) -> Mapping[str, str]:
    """What sorts of claim there are."""
    return {
        "figure": words.say("figure"),
        "event": words.say("event"),
        "agreement": words.say("agreement"),
        "status": words.say("lasting state"),
        "statement": words.say("statement"),
        "assessment": words.say("assessment"),
        "plan": words.say("plan"),
    }


def event_kinds(words: Words) -> Mapping[str, str]:
    """What sorts of event there are."""
    return {
        "summit": words.say("summit"),
        "state-visit": words.say("state visit"),
        "working-visit": words.say("official or working visit"),
        "forum": words.say("forum"),
        "committee": words.say("committee session"),
        "tender": words.say("tender decision"),
        "treaty": words.say("treaty"),
        "vote": words.say("vote"),
    }


def event_levels(words: Words) -> Mapping[str, str]:
    """At which level people met."""
    return {
        "head-of-state": words.say("heads of state"),
        "head-of-government": words.say("heads of government"),
        "minister": words.say("ministers"),
        "officials": words.say("officials"),
    }


def event_states(words: Words) -> Mapping[str, str]:
    """Whether an event took place."""
    return {
        "held": words.say("held"),
        "cancelled": words.say("cancelled"),
        "postponed": words.say("postponed"),
        "scheduled": words.say("scheduled"),
        "proposed": words.say("proposed"),
    }


def tables(words: Words) -> Mapping[str, str]:
    """What the tables of the collection are called."""
    return {
        "partners": words.say("Partners"),
        "domains": words.say("Domains"),
        "indicators": words.say("Indicators"),
        "sources": words.say("Sources"),
        "articles": words.say("Articles"),
        "claims": words.say("Claims"),
        "events": words.say("Events"),
        "observations": words.say("Figures"),
        "deals": words.say("Deals"),
        "balance": words.say("Balance"),
        "verdicts": words.say("Verdicts"),
    }


def natures(words: Words) -> Mapping[str, str]:
    """What sort of source it is."""
    return {
        "official": words.say("official"),
        "state-media": words.say("state media"),
        "independent": words.say("independent"),
        "statistical": words.say("statistics"),
        "academic": words.say("academic"),
    }


def confidences(words: Words) -> Mapping[str, str]:
    """How well a figure or event is attested."""
    return {
        "two-sources": words.say("two sources"),
        "one-source": words.say("one source"),
        "derived": words.say("derived"),
    }


def verdicts(words: Words) -> Mapping[str, str]:
    """What the test of a figure against the statistics says: a shape and words, never colour."""
    return {
        "agrees": words.say("✓ agrees"),
        "agrees-by-one-count": words.say("◐ agrees by one count"),
        "understated": words.say("↑ understated"),
        "overstated": words.say("↓ overstated"),
        "disagrees": words.say("✗ disagrees"),
        "undecided": words.say("≈ undecided"),
        "unclear": words.say("? unclear"),
        "no-statistic": words.say("– no statistic"),
        "context": words.say("· for context"),
    }


def seen(words: Words) -> Mapping[str, str]:
    """How much of a source was read."""
    return {
        "full": words.say("read in full"),
        "excerpt": words.say("read in excerpt"),
        "cited": words.say("cited for its method"),
    }


def deal_states(words: Words) -> Mapping[str, str]:
    """How far a deal has come, in the order of its life; cancelled stands apart."""
    return {
        "announced": words.say("announced"),
        "signed": words.say("signed"),
        "in-force": words.say("in force"),
        "financed": words.say("financed"),
        "delivered": words.say("delivered"),
        "cancelled": words.say("cancelled"),
    }


def rule(code: str, words: Words) -> str:
    """By which rule a figure was tested. See ``analysis.verification.verdicts``."""
    names = {
        "exact": words.say("exact"),
        "about": words.say("about"),
        "nearly": words.say("nearly"),
        "over": words.say("over"),
        "under": words.say("under"),
        "record": words.say("record"),
        "range": words.say("range"),
        "rank": words.say("rank"),
        "other-group": words.say("another group"),
        "beside": words.say("another count, beside"),
        "same-source": words.say("from the article itself"),
        "unclear": words.say("unclear claim"),
        "no-statistic": words.say("no statistic"),
        "no-figure": words.say("no figure"),
    }
    base = code.removesuffix("-latest")
    name = names[base]
    return name if base == code else words.say("{rule}, by the latest figure", rule=name)


def source_fields(words: Words) -> Mapping[str, str]:
    """What may be inferred of a source."""
    return {
        "title": words.say("title"),
        "author": words.say("author"),
        "container-title": words.say("medium"),
        "publisher": words.say("publisher"),
        "issued": words.say("date"),
        "side": words.say("side"),
    }
