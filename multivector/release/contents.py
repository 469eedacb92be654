"""What a release holds: each file's path and how its bytes are made."""

from collections.abc import Callable, Iterator
from functools import partial

from multivector import citations
from multivector.analysis.exports import EXPORTS
from multivector.analysis.formats import as_csv, as_document
from multivector.charts import script
from multivector.library.collection import Library
from multivector.release import pages
from multivector.ui import address, frame, timeline
from multivector.ui.cache import collection
from multivector.ui.frame import Frame
from multivector.words import languages

Entry = tuple[str, Callable[[], bytes]]


class NothingToPublish(Exception):  # noqa: N818 - says what is wrong
    """There is no usable collection."""


def contents() -> Iterator[Entry]:
    """Every file: its path within the release, and what makes it.

    Raises NothingToPublish without a usable collection.
    """
    current = collection()
    if current is None:
        raise NothingToPublish("there is no usable collection; see the command check")
    library = current.library
    yield "index.html", lambda: pages.entrance(library)
    yield pages.PLOTLY, lambda: script.script().read_bytes()
    yield pages.DRAWING, pages.SCRIPT.read_bytes
    for language in languages():
        yield f"{language}/index.html", partial(_of, language, pages.overview)
        for path in pages.PATHS:
            make = partial(pages.page, path=path)
            yield f"{language}/{path}.html", partial(_of, language, make, path)
        yield f"{language}/{pages.CALENDAR}", partial(_of, language, timeline.calendar_file)
    for name in EXPORTS:
        yield f"tables/{name}.csv", partial(_table, library, name, "csv")
        yield f"tables/{name}.json", partial(_table, library, name, "json")
    sources = sorted(library.sources.values(), key=lambda each: each.id)
    for written in citations.FORMATS.values():
        yield f"{pages.BIBLIOGRAPHY}.{written.ending}", partial(written.write, sources)


def _of(language: str, make: Callable[[Frame], bytes], path: str = "overview") -> bytes:
    """What is made of a page's first view in a language."""
    asked = address.Request(f"/{path}", {"lang": (language,)})
    with address.given(asked):
        here = frame.undrawn(path)
        if here is None:
            raise NothingToPublish("the collection is gone")
        return make(here)


def _table(library: Library, name: str, ending: str) -> bytes:
    rows, focus = EXPORTS[name](library), library.focus
    if ending == "csv":
        return as_csv(rows)
    origin = {
        "data_version": focus.version,
        "data_digest": library.digest,
        "released": focus.released.isoformat(),
        "licence": focus.licence,
        "author": focus.maintainers,
    }
    return as_document(rows, {"table": name, **origin})
