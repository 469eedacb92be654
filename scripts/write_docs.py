"""Writes the pages of docs/ that come from the program, or says which of them are stale.

python -m scripts.write_docs [--check]
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from multivector.analysis.dictionary import RECORDS, data_dictionary, name_of
from multivector.library.layout import FILES, FOLDERS, NEEDED, Container, Layout
from multivector.model import Source
from multivector.references import method_references
from multivector.ui.balance import method
from multivector.words import Words, parse_year

DOCS = Path(__file__).resolve().parents[1] / "docs"
MADE = "<!-- Made by `make docs` from {origin}; change it there. -->"


def dictionary_page() -> str:
    """What each field of each record means, with the file it stands in."""
    fields = data_dictionary()
    places = dict(_places())
    lines = [
        "# Data dictionary",
        MADE.format(origin="multivector/model.py"),
        "A collection is one folder of text files. Each file holds records of one kind; a record "
        "refuses keys that are not named here. The same as a table: *Sources & method* → *data "
        "dictionary*.",
        " · ".join(f"[{name}](#{name})" for name in dict.fromkeys(fields["record"])),
    ]
    for name, rows in fields.groupby("record", sort=False):
        lines += [f"## {name}", places.get(str(name)) or _within(str(name)), _table(rows)]
    return "\n\n".join(lines) + "\n"


def method_page() -> str:
    """How the balance is measured, in the words of the page itself."""
    lines = [
        "# How the balance is measured",
        MADE.format(origin="multivector/ui/balance/method.py"),
        "The same stands in the reader's language on the page `/balance`, under *How this is "
        "measured*; the rules by which a claimed figure is tested stand on `/sources`, under "
        "*Glossary and rules*, with the limits of the collection. What each domain is measured by "
        "is part of the collection: `data/domains.yaml`.",
    ]
    for heading, paragraphs in method.chapters(Words("en")):
        lines += [f"## {heading}", *paragraphs]
    references = sorted(_reference(each) for each in method_references())
    lines += ["## References", "\n".join(f"- {each}" for each in references)]
    return "\n\n".join(lines) + "\n"


PAGES = {"data-dictionary.md": dictionary_page, "method.md": method_page}
"""The pages that are made, by their name in docs/."""


def _places() -> Iterator[tuple[str, str]]:
    layouts: dict[str, Layout] = {
        **FILES,
        **{f"{folder}/*{ending}": layout for (folder, ending), layout in FOLDERS.items()},
    }
    for file, layout in layouts.items():
        needed = " Every collection needs it." if file in NEEDED else ""
        yield name_of(layout.kind), f"In `{file}`.{needed}"
        if isinstance(layout, Container):
            inner = f"In `{file}`, in the list `{layout.key}` of its {name_of(layout.kind)}."
            yield name_of(layout.content), inner


def _within(name: str) -> str:
    """The records that hold one of this kind in a field of theirs."""
    holders = ", ".join(
        f"`{name_of(record)}.{field}`"
        for record in RECORDS
        for field, about in record.model_json_schema()["properties"].items()
        if name in _held(about)
    )
    return f"Within {holders}."


def _held(about: object) -> set[str]:
    """The kinds of records to which the description of a field refers."""
    kinds = re.findall(r"'#/\$defs/(\w+)'", str(about))
    return {name_of(record) for record in RECORDS if record.__name__ in kinds}


def _table(rows: pd.DataFrame) -> str:
    head = "| field | required | meaning | allowed |\n|---|---|---|---|"
    body = (
        f"| `{row['field']}` | {'yes' if row['required'] else ''} | {row['meaning']} "
        f"| {row['allowed'].replace('; ', ', ')} |"
        for row in rows.to_dict("records")
    )
    return "\n".join((head, *body))


def _reference(source: Source) -> str:
    authors = ", ".join(each.family or each.literal or "" for each in source.author)
    title = f"[{source.title}](https://doi.org/{source.doi})" if source.doi else source.title
    where = source.container_title or source.publisher or ""
    return f"{authors} ({parse_year(source.issued)}): {title}. {where}"


def stale() -> list[str]:
    """The pages that are not as the program would write them now."""
    return [
        name
        for name, page in PAGES.items()
        if not (DOCS / name).exists() or (DOCS / name).read_text(encoding="utf-8") != page()
    ]


def main(check: bool) -> int:
    """Write the pages, or with ``check`` only name the stale ones; the exit status."""
    found = stale()
    for name in found:
        if check:
            print(f"docs/{name} is stale; write it anew with: make docs")
        else:
            (DOCS / name).write_text(PAGES[name](), encoding="utf-8")
            print(f"docs/{name}")
    return int(check and bool(found))


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
