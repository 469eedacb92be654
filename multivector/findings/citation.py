"""How a view is cited and what is printed on what is taken away, in sentences made by rule."""

from multivector.model import Source
from multivector.receipt import Receipt
from multivector.words import Words


def printed(receipt: Receipt, words: Words) -> str:
    """The receipt as a line beneath a picture or table."""
    return words.say(
        "Data version {version} · receipt {hash} · {address}",
        version=receipt.data,
        hash=receipt.hash,
        address=receipt.address,
    )


def reference(view: Source, receipt: Receipt, words: Words) -> str:
    """A view as an entry in a list of references."""
    return words.say(
        "{author} ({year}): {title}. {site}. Data version {version}, receipt {hash}. "
        "{address} (read on {date}).",
        author=words.listed(each.literal or "" for each in view.author),
        year=(view.issued or "")[:4],
        title=view.title.rstrip("."),
        site=view.container_title,
        version=receipt.data,
        hash=receipt.hash,
        address=receipt.address,
        date=words.period(view.accessed),
    )


def scope(partners: str, first: int, last: int, words: Words) -> str:
    """The partners and the years chosen; without partners all are meant."""
    return words.say(
        "{partners}, {first}–{last}",
        partners=partners or words.say("All partners"),
        first=first,
        last=last,
    )
