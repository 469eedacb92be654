"""The one way a file of a collection is written: order of keys, indents, quotes, line lengths.

Comments stay with what they stand above, beside or behind, and what is read from the file stays the
same; where either cannot be kept, the file is left as it is. Written anew rather than by a library,
because those that keep comments lose them when keys change places.
"""

import csv
import io
import re
import textwrap
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.emitter import Emitter
from yaml.resolver import Resolver

from multivector.library.fields import fields_of, is_text, languages, record_in
from multivector.library.files import file_problem, shown_name
from multivector.library.layout import Table, layout_of
from multivector.library.problems import Problem
from multivector.library.reader import Parser, Read, is_text_unquoted, read_yaml
from multivector.library.rows import read_rows
from multivector.model import Record

WIDTH = 100
"""Columns a line may fill; only what cannot be broken is longer."""
ANNOTATION = "#:"
"""Starts a remark that is not kept: it only tells how to fill in a blank."""

_INDENT = 2


def canonical(text: str, file: Path) -> str | Problem:
    """The text of a file, by its path in the collection, in canonical form.

    A problem if the file is no part of a collection, cannot be read, or could not be kept whole.
    """
    layout, name = layout_of(file), shown_name(file)
    if layout is None:
        return file_problem("not-formatted", name, "this is not read as a record", "move it")
    if isinstance(layout, Table):
        return _canonical_rows(text, name, layout)
    read = read_yaml(text, name)
    if isinstance(read, Problem) or read.problems:
        return read if isinstance(read, Problem) else read.problems[0]
    made = _canonical_yaml(text, layout.kind)
    return made if _says_the_same(text, made, read) else _not_kept(name)


def _not_kept(name: str) -> Problem:
    message = "comments or values here would not survive another form"
    cure = "move comments to lines of their own above what they are about"
    return file_problem("not-formatted", name, message, cure)


def _says_the_same(before: str, after: str, read: Read) -> bool:
    again = read_yaml(after, read.file)
    if isinstance(again, Problem) or again.problems:
        return False
    kept = Counter(each.text for each in _comments(before) if not each.is_annotation)
    same_comments = kept == Counter(each.text for each in _comments(after))
    return same_comments and _stripped(again.value) == _stripped(read.value)


def _stripped(value: Any) -> Any:
    """The value as records hold it: texts without blanks around them, which count as nothing."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        return [_stripped(each) for each in value]
    if isinstance(value, dict):
        return {key: _stripped(each) for key, each in value.items()}
    return (type(value), value)


# Rows


def _canonical_rows(text: str, name: str, table: Table) -> str | Problem:
    before = read_rows(text, name, table.columns)
    if before.problems:
        return before.problems[0]
    rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]
    header, *others = [row for row in rows if row]
    order = [header.index(column) for column in table.columns if column in header]
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerows([row[at] for at in order] for row in (header, *others))
    after = read_rows(made.getvalue(), name, table.columns)
    same = [read.value for read in before.reads] == [read.value for read in after.reads]
    return made.getvalue() if same else _not_kept(name)


# Comments


@dataclass(frozen=True, slots=True)
class _Comment:
    line: int
    column: int
    text: str
    stands_alone: bool

    @property
    def is_annotation(self) -> bool:
        return self.text.startswith(ANNOTATION)


_COMMENT = re.compile(r"(?:^|(?<=\s))#")


def _comments(text: str) -> Iterator[_Comment]:
    """The comments of a YAML text: what stands behind # and is no part of a value."""
    spans = _value_spans(text)
    for number, line in enumerate(text.splitlines()):
        masked = line
        for start, end in spans.get(number, ()):
            stop = len(line) if end is None else end
            masked = masked[:start] + "x" * (stop - start) + masked[stop:]
        if match := _COMMENT.search(masked):
            at = match.start()
            yield _Comment(number, at, line[at:].rstrip(), not line[:at].strip())


def _value_spans(text: str) -> Mapping[int, list[tuple[int, int | None]]]:
    """By line, the columns that values fill; None for the end of the line."""
    spans: dict[int, list[tuple[int, int | None]]] = {}
    for event in yaml.parse(text, Loader=Parser):
        first, last = event.start_mark, event.end_mark
        if not isinstance(event, yaml.ScalarEvent) or first is None or last is None:
            continue
        # Behind the sign of a block of text there may be a comment.
        begins = (first.line + 1, 0) if event.style in ("|", ">") else (first.line, first.column)
        for line in range(begins[0], last.line + 1):
            start = begins[1] if line == begins[0] else 0
            spans.setdefault(line, []).append((start, last.column if line == last.line else None))
    return spans


# The tree of what is written


@dataclass(slots=True)
class _Entry:
    """A key with its value, an item of a list, or the whole, with its comments."""

    line: int
    column: int
    key: str | None
    value: yaml.Node
    parent: "_Entry | None"
    children: "list[_Entry]" = field(default_factory=list)
    lead: list[str] = field(default_factory=list)
    """Lines above it: comments, and empty texts for empty lines."""
    side: str = ""
    tail: list[str] = field(default_factory=list)
    """Comments behind its last child."""

    @property
    def has_comments(self) -> bool:
        """Whether a comment stands with what it holds."""
        return bool(self.tail) or any(
            child.lead or child.side or child.has_comments for child in self.children
        )

    def holds(self, other: "_Entry | None") -> bool:
        """Whether the other stands in it."""
        while other is not None:
            if other.parent is self:
                return True
            other = other.parent
        return False

    def all(self) -> "Iterator[_Entry]":
        """All that stands in it, as it is read."""
        for child in self.children:
            yield child
            yield from child.all()


def _grown(entry: _Entry) -> _Entry:
    node = entry.value
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            mark = key.start_mark
            child = _Entry(mark.line, mark.column, key.value, value, entry)
            entry.children.append(_grown(child))
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            column = value.start_mark.column if node.flow_style else node.start_mark.column
            entry.children.append(_grown(_Entry(value.start_mark.line, column, None, value, entry)))
    return entry


def _place_comments(root: _Entry, text: str) -> None:
    lines, entries = text.splitlines(), list(root.all())
    starts = [entry.line for entry in entries]
    for comment in _comments(text):
        if comment.is_annotation:
            continue
        at = bisect_left(starts, comment.line + (not comment.stands_alone))
        above = entries[at - 1] if at else None
        below = entries[at] if at < len(entries) else None
        beside = _beside(comment, above)
        if beside is not None and not beside.side:
            beside.side = comment.text
        else:
            blank = [""] if _follows_blank(lines, comment.line) else []
            _home(root, comment, above, below).extend([*blank, comment.text])
    seen: set[int] = set()
    for entry in entries:
        if entry.line not in seen and _follows_blank(lines, entry.line):
            entry.lead.append("")
        seen.add(entry.line)


def _beside(comment: _Comment, above: _Entry | None) -> _Entry | None:
    """What a comment stands beside: the last key or item before it, brackets closed in between."""
    if comment.stands_alone:
        return None
    while above is not None and above.parent is not None:
        around = above.parent.value
        is_closed = isinstance(around, yaml.CollectionNode) and around.flow_style
        if not is_closed or _end(around) > (comment.line, comment.column):
            break
        above = above.parent
    return above


def _end(node: yaml.Node) -> tuple[int, int]:
    return node.end_mark.line, node.end_mark.column


def _home(root: _Entry, comment: _Comment, above: _Entry | None, below: _Entry | None) -> list[str]:
    """Where a comment on a line of its own belongs: above the next entry, or behind a list."""
    if below is not None and comment.column <= below.column:
        return below.lead
    around = above.parent if above else root
    while around is not None and around is not root:
        if around.children[0].column <= comment.column and not around.holds(below):
            return around.tail
        around = around.parent
    return root.tail if below is None else below.lead


def _follows_blank(lines: list[str], number: int) -> bool:
    return number > 0 and not lines[number - 1].strip()


# The order of keys


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What the model says of a place: the record that stands there, or a text in languages."""

    record: type[Record] | None = None
    is_text: bool = False

    def of(self, key: str | None) -> "_Meaning":
        """The meaning of a value behind a key; items of a list mean what the list does."""
        if key is None:
            return self
        found = fields_of(self.record).get(key)
        if found is None:
            return _Meaning()
        return _Meaning(record_in(found.annotation), is_text(found.annotation))

    def place(self, child: _Entry) -> int:
        """Where a key comes among others; those the model does not know come last, as written."""
        keys = list(languages()) if self.is_text else list(fields_of(self.record))
        return keys.index(child.key) if child.key in keys else len(keys)


def _arrange(entry: _Entry, meaning: _Meaning) -> None:
    """Puts keys into their order, and comments where they can stand in it."""
    if isinstance(entry.value, yaml.MappingNode):
        entry.children.sort(key=meaning.place)
    if entry.parent and entry.children and entry.children[0].lead[:1] == [""]:
        del entry.children[0].lead[0]
    for child in entry.children:
        _arrange(child, meaning.of(child.key))
        if child.key is None and child.children:
            # No comment stands between a hyphen and the first key behind it.
            first = child.children[0]
            child.lead += [*([child.side] if child.side else []), *first.lead]
            child.side, first.lead = "", []


# Writing


def _canonical_yaml(text: str, kind: type[Record]) -> str:
    node = yaml.compose(text, Loader=Parser)
    if node is None:
        kept = [each.text for each in _comments(text) if not each.is_annotation]
        return "".join(f"{line}\n" for line in kept)
    root = _grown(_Entry(0, 0, None, node, None))
    _place_comments(root, text)
    head: list[str] = []
    if isinstance(node, yaml.MappingNode) and root.children:
        # What stands at the top speaks of the file, whichever key comes first.
        head, root.children[0].lead = root.children[0].lead, []
    _arrange(root, _Meaning(kind))
    lines = [*head, *_block(root, 0), *root.tail]
    return "".join(f"{line}\n" for line in lines).lstrip("\n")


def _block(entry: _Entry, indent: int) -> list[str]:
    """The lines of a value that does not stand in one line with its key."""
    if not entry.children:
        return [_in_line(entry)]
    lines: list[str] = []
    for child in entry.children:
        lines += _indented(child.lead, indent)
        lines += _item(child, indent) if child.key is None else _pair(child, indent)
    return lines


def _indented(lines: list[str], indent: int) -> list[str]:
    return [f"{' ' * indent}{line}" if line else "" for line in lines]


def _pair(entry: _Entry, indent: int) -> list[str]:
    start = f"{' ' * indent}{_scalar(entry.key or '')}:"
    if entry.children and not _fits(entry, len(start) + 1):
        side = f"  {entry.side}" if entry.side else ""
        return [start + side, *_inside(entry, indent + _INDENT)]
    return _behind(entry, start, indent + _INDENT)


def _item(entry: _Entry, indent: int) -> list[str]:
    hyphen = f"{' ' * indent}-"
    if entry.children and not _fits(entry, indent + _INDENT):
        first, *others = _inside(entry, indent + _INDENT)
        return [f"{hyphen} {first.lstrip()}", *others]
    return _behind(entry, hyphen, indent + _INDENT)


def _inside(entry: _Entry, indent: int) -> list[str]:
    return [*_block(entry, indent), *_indented(entry.tail, indent)]


def _behind(entry: _Entry, start: str, indent: int) -> list[str]:
    """The lines of a value that starts behind its key or hyphen."""
    side = f"  {entry.side}" if entry.side else ""
    if folded := _folded(entry.value, len(start) + 1, indent):
        return [f"{start} >-{side}", *folded]
    return [f"{start} {_in_line(entry)}".rstrip() + side]


def _fits(entry: _Entry, column: int) -> bool:
    """Whether a list or mapping may stand in one line from the column on."""
    stood_in_line = isinstance(entry.value, yaml.CollectionNode) and entry.value.flow_style
    return bool(stood_in_line and not entry.has_comments and column + len(_in_line(entry)) <= WIDTH)


def _in_line(entry: _Entry, *, in_flow: bool = False) -> str:
    """A value in one line; ``in_flow`` if it stands within brackets."""
    parts = [_in_line(child, in_flow=True) for child in entry.children]
    if isinstance(entry.value, yaml.SequenceNode):
        return f"[{', '.join(parts)}]"
    if isinstance(entry.value, yaml.MappingNode):
        keys = [_scalar(child.key or "", in_flow=True) for child in entry.children]
        pairs = (f"{key}: {part}" for key, part in zip(keys, parts, strict=True))
        return f"{{{', '.join(pairs)}}}"
    return _scalar(_text(entry.value), in_flow=in_flow) if _is_text(entry.value) else _raw(entry)


def _raw(entry: _Entry) -> str:
    return str(entry.value.value)


def _is_text(node: yaml.Node) -> bool:
    return bool(getattr(node, "style", None)) or is_text_unquoted(node.value)


def _text(node: yaml.Node) -> str:
    return str(node.value).strip()


def _folded(node: yaml.Node, column: int, indent: int) -> list[str]:
    """The lines of a text too long for the line; none if it fits, or would not survive."""
    if not isinstance(node, yaml.ScalarNode) or not _is_text(node):
        return []
    text = _text(node)
    if "\n" not in text and (column + len(_scalar(text)) <= WIDTH or " " not in text):
        return []
    lines: list[str] = []
    for number, paragraph in enumerate(text.split("\n")):
        wrapped = textwrap.wrap(
            paragraph, WIDTH - indent, break_long_words=False, break_on_hyphens=False
        )
        if " ".join(wrapped) != paragraph:
            return []
        lines += [*([""] if number else []), *wrapped]
    return _indented(lines, indent)


_ANALYST = Emitter(io.StringIO(), allow_unicode=True)
_RESOLVER = Resolver()
# Numbers of YAML 1.2, and dates of less than a day: some readers take these for other than texts.
_NOT_TEXT_TO_SOME = re.compile(r"[-+]?0o[0-7]+|[0-9]{4}[-/~?%][-/~?%0-9X.]*")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def _scalar(text: str, *, in_flow: bool = False) -> str:
    """A text in one line, without quotes where every reader of YAML takes it for a text."""
    found = _ANALYST.analyze_scalar(text)
    may_be_plain = found.allow_flow_plain if in_flow else found.allow_block_plain
    if may_be_plain and _is_text_to_all(text):
        return text
    if ('"' in text or "\\" in text) and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(_ESCAPES.get(letter, letter) for letter in text) + '"'


def _is_text_to_all(text: str) -> bool:
    tag = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return (
        tag == Resolver.DEFAULT_SCALAR_TAG
        and is_text_unquoted(text)
        and not _NOT_TEXT_TO_SOME.fullmatch(text)
    )
