"""Sources and views in the formats of reference managers: CSL-JSON, BibTeX and RIS, as UTF-8.

A date stays as precise as it is known in all three; what is unknown is left out.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

import rispy
from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field

from multivector.model import Focus, Name, Source
from multivector.periods import PeriodBounds, parse_period
from multivector.receipt import Receipt

BIBTEX_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "article-journal": "article",
        "article-magazine": "article",
        "article-newspaper": "article",
        "paper-conference": "inproceedings",
        "entry-encyclopedia": "incollection",
        "chapter": "incollection",
        "report": "techreport",
        "book": "book",
    }
)
"""Types that BibTeX has as well; all others are ``misc``."""

RIS_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "article": "UNPB",
        "article-journal": "JOUR",
        "article-magazine": "MGZN",
        "article-newspaper": "NEWS",
        "broadcast": "VIDEO",
        "dataset": "DATA",
        "entry-encyclopedia": "ENCYC",
        "legislation": "STAT",
        "paper-conference": "CPAPER",
        "periodical": "SER",
        "post": "ICOMM",
        "post-weblog": "BLOG",
        "report": "RPRT",
        "treaty": "GOVDOC",
        "webpage": "ELEC",
        "book": "BOOK",
        "chapter": "CHAP",
    }
)
"""Types as RIS codes; all others are ``GEN``."""

_CONTAINERS = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}
_PUBLISHERS = {"techreport": "institution"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# Braces are named, not escaped: BibTeX counts \{ as an opening brace all the same.
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        **{mark: f"\\{mark}" for mark in "$&%#_"},
    }
)


@dataclass(frozen=True)
class _Dated:
    """A date taken apart: first and last (year, month, day), as far as each is known."""

    ends: tuple[tuple[int, ...], ...]
    approximate: bool
    season: int | None
    text: str

    @property
    def is_plain(self) -> bool:
        """Whether year, month and day say all there is to say."""
        return len(self.ends) == 1 and not self.approximate and self.season is None


def csl_json(sources: Iterable[Source]) -> bytes:
    """A list of CSL items, as Zotero, pandoc and citeproc read it."""
    text = json.dumps([_csl_item(each) for each in sources], ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


def bibtex(sources: Iterable[Source]) -> bytes:
    """BibTeX entries in UTF-8; marks that mean something to LaTeX are escaped.

    Where year, month and day do not say all (a span, an approximate date), ``date`` has the EDTF
    text as BibLaTeX reads it. Titles keep their capitals.
    """
    library = Library([_bibtex_entry(each) for each in sources])
    return write_string(library, unparse_stack=[]).encode()


def ris(sources: Iterable[Source]) -> bytes:
    """RIS records in UTF-8, lines ending as the format asks for."""
    return str(rispy.dumps([_ris_record(each) for each in sources], implementation=_Ris)).encode()


def view(
    receipt: Receipt, title: str, site: str, focus: Focus, language: str, accessed: date
) -> Source:
    """A view of the dashboard as an entry of a bibliography.

    ``title`` names the view, ``site`` the dashboard; the author is who keeps the collection, the
    date that of its version.
    """
    return Source.model_validate(
        {
            "id": f"multivector-{receipt.hash}",
            "type": "webpage",
            "title": title,
            "container-title": site,
            "author": (Name(literal=focus.maintainers),),
            "issued": focus.released.isoformat(),
            "accessed": accessed.isoformat(),
            "URL": _web_address(receipt.address),
            "version": receipt.data,
            "language": language,
            "note": f"receipt {receipt.hash}",
            "side": "third",
            "nature": "independent",
            "seen": "full",
        }
    )


def _web_address(text: str) -> str | None:
    # Outside a browser a page has a path but no address.
    return text if text.startswith(("http://", "https://")) else None


@dataclass(frozen=True)
class Format:
    """A format of reference managers: how it is written, and what its files are called."""

    ending: str
    mime: str
    write: Callable[[Iterable[Source]], bytes]


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "BibTeX": Format("bib", "application/x-bibtex", bibtex),
        "RIS": Format("ris", "application/x-research-info-systems", ris),
        "CSL-JSON": Format("json", "application/vnd.citationstyles.csl+json", csl_json),
    }
)
"""Every format by its name."""


class _Ris(rispy.RisWriter):  # type: ignore[misc]  # rispy ships no types
    """RIS without the numbers rispy sets before each record, which RIS does not know."""

    NEWLINE = "\r\n"
    SEPARATOR = ""

    def set_header(self, count: int) -> str:
        """No header."""
        return ""


def _csl_item(source: Source) -> dict[str, Any]:
    item = {
        "id": source.id,
        "type": source.type,
        "title": _line(source.title),
        "container-title": _line(source.container_title),
        "publisher": _line(source.publisher),
        "author": [each.model_dump(exclude_none=True) for each in source.author],
        "issued": _csl_date(source.issued),
        "accessed": _csl_date(source.accessed),
        "URL": source.url,
        "DOI": source.doi,
        "version": _line(source.version),
        "language": source.language,
        "note": _line(source.note),
    }
    return {key: value for key, value in item.items() if value}


def _csl_date(edtf: str | None) -> dict[str, Any] | None:
    if edtf is None:
        return None
    dated = _taken_apart(edtf)
    date: dict[str, Any] = {"date-parts": [list(end) for end in dated.ends]}
    if dated.season:
        date["season"] = dated.season
    if dated.approximate:
        date["circa"] = True
    return date


def _bibtex_entry(source: Source) -> Entry:
    kind = BIBTEX_TYPES.get(source.type, "misc")
    issued = _taken_apart(source.issued) if source.issued else None
    fields = {
        "title": f"{{{_latex(source.title)}}}",
        "author": " and ".join(_bibtex_name(each) for each in source.author),
        _CONTAINERS.get(kind, "howpublished"): _latex(source.container_title),
        _PUBLISHERS.get(kind, "publisher"): _latex(source.publisher),
        **(_bibtex_date(issued) if issued else {}),
        "url": source.url,
        "urldate": source.accessed,
        "doi": source.doi and re.sub(r"[{}\\\s]", "", source.doi),
        "version": _latex(source.version),
        "language": source.language,
        "note": _latex(source.note),
    }
    return Entry(
        kind,
        source.id,
        [
            Field(key, value if key == "month" else f"{{{value}}}")
            for key, value in fields.items()
            if value
        ],
    )


def _bibtex_date(issued: _Dated) -> dict[str, str]:
    year, *rest = issued.ends[0]
    parts = {"year": f"{year:04}"}
    if rest:
        parts["month"] = _MONTHS[rest[0] - 1]
    if len(rest) > 1:
        parts["day"] = str(rest[1])
    return parts if issued.is_plain else {**parts, "date": issued.text}


def _bibtex_name(name: Name) -> str:
    if name.literal or not (name.family and name.given):
        return f"{{{_latex(name.literal or name.family or name.given)}}}"
    return ", ".join(_bibtex_part(part) for part in (name.family, name.given))


def _bibtex_part(part: str) -> str:
    """Part of a name, in braces where a word of it would cut the name in two."""
    text = _latex(part)
    return f"{{{text}}}" if re.search(r",|\band\b", part, re.IGNORECASE) else text


def _ris_record(source: Source) -> dict[str, Any]:
    issued = _taken_apart(source.issued) if source.issued else None
    record = {
        "type_of_reference": RIS_TYPES.get(source.type, "GEN"),
        "id": source.id,
        "title": _line(source.title),
        "authors": [_ris_name(each) for each in source.author],
        "secondary_title": _line(source.container_title),
        "publisher": _line(source.publisher),
        "year": f"{issued.ends[0][0]:04}" if issued else None,
        "date": _ris_date(issued) if issued else None,
        "access_date": _ris_date(_taken_apart(source.accessed)) if source.accessed else None,
        "urls": [source.url] if source.url else [],
        "doi": _line(source.doi),
        "edition": _line(source.version),
        "language": source.language,
        "notes": [_line(source.note)] if source.note else [],
    }
    return {key: value for key, value in record.items() if value}


def _ris_name(name: Name) -> str:
    parts = (name.family, name.given)
    return _line(name.literal or ", ".join(part for part in parts if part))


def _ris_date(dated: _Dated) -> str:
    """Year, month and day between slashes, then what they do not say."""
    year, *rest = dated.ends[0]
    parts = [f"{year:04}", *(f"{part:02}" for part in rest), "", ""][:3]
    return "/".join([*parts, "" if dated.is_plain else dated.text.replace("/", " to ")])


def _taken_apart(edtf: str) -> _Dated:
    bounds = parse_period(edtf)
    ends: tuple[tuple[int, ...], ...]
    if "/" in edtf:
        first, last = (parse_period(end) for end in edtf.split("/"))
        ends = (_parts(first), _parts(last))
    elif bounds.precision == "span":
        ends = ((bounds.earliest.year,), (bounds.latest.year,))
    else:
        ends = (_parts(bounds),)
    season = int(edtf[5:7]) - 20 if bounds.precision == "season" else None
    return _Dated(ends, bounds.approximate, season, edtf)


def _parts(bounds: PeriodBounds) -> tuple[int, ...]:
    day = bounds.earliest
    known = {"day": 3, "month": 2}.get(bounds.precision, 1)
    return (day.year, day.month, day.day)[:known]


def _latex(text: str | None) -> str:
    return _line(text).translate(_LATEX)


def _line(text: str | None) -> str:
    """The text on one line: in RIS a new line would begin a new field."""
    return " ".join((text or "").split())
