"""What was read of a collection before, so that a start need not read every text again.

One Arrow file a folder, with a row for each of its files that was sound: the digest of its bytes,
and the values or figures that were read from it. A row counts only for a file with these very
bytes and for the program that wrote it; whatever else is found here is as good as nothing, and the
text is read. Values pass the checks of the model each time; if something then seems wrong with a
file that was taken from here, all texts are read: problems and their lines always come from them.
Of a collection that was sound as a whole, and is the same now, an article is made and checked when
it is first asked for; if its values do not pass, that one text is read.

The name of a snapshot ends with the digest of its own bytes: what is cut off or changed is not
used. Nor is a folder that others may write in.
"""

import contextlib
import hashlib
import os
import platform
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson
import pydantic
import yaml

from multivector.library.articles import Outline
from multivector.library.contents import Contents
from multivector.library.files import shown_name
from multivector.library.layout import Container, Layout, Listed, layout_of
from multivector.library.observations import NUMBERS, TEXTS, Observations, values
from multivector.library.problems import Problem
from multivector.library.reader import Read, Steps
from multivector.model import Claim

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

PACKAGE = Path(__file__).resolve().parents[1]
MOST_KEPT = 8
"""Snapshots of folders that are kept beside each other; the oldest goes."""


def cache_folder() -> Path:
    """Where snapshots are kept: MULTIVECTOR_CACHE, or ``build/snapshot`` beside the package."""
    named = os.environ.get("MULTIVECTOR_CACHE")
    return Path(named) if named else PACKAGE.parent / "build" / "snapshot"


class Kept(NamedTuple):
    """What was read of one file."""

    digest: str
    value: "pa.StringScalar"
    """The values of a YAML file as JSON, not decoded before they are asked for; none of a table."""
    lines: Sequence[int]
    """The lines in which its records start, in the order of ``_records``."""
    claims: Sequence[str] | None
    """The ids of its claims if it holds an article."""
    partners: Sequence[str] | None
    """All partners that these are about."""
    events: Sequence[tuple[str, str]] | None
    """Of each that belongs to an event the event and its domain."""
    figures: slice
    """Which of the snapshot's figures stand in it."""


@dataclass(frozen=True)
class Snapshot:
    """What was read of the files of a folder, each as it was when it was found sound."""

    collection: str = ""
    """Digest of all files together when the collection as a whole was sound; else empty."""
    files: Mapping[str, Kept] = field(default_factory=dict)
    frame: "Callable[[], pd.DataFrame] | None" = None
    """What makes the figures of all files; see ``Observations.frame``."""

    def is_of(self, contents: Contents) -> bool:
        """Whether these are the contents that were found sound as a whole."""
        return bool(self.collection) and self.collection == contents.sha256

    def at_once(self) -> list[Path]:
        """The files of which the records are needed from the start: none of articles or figures."""
        return [
            Path(file)
            for file, held in self.files.items()
            if held.value.is_valid and held.claims is None
        ]

    def outlines(self) -> Mapping[str, Outline]:
        """Where the articles and their claims stand, by the article's id, in file order."""
        return {
            Path(file).stem: Outline(
                file,
                held.lines[0],
                tuple(held.claims),
                tuple(held.lines[1:]),
                tuple(held.partners or ()),
                tuple(held.events or ()),
            )
            for file, held in self.files.items()
            if held.claims is not None
        }

    def figures(self) -> Observations:
        """The figures of all files."""
        return Observations.of(self._frame)

    def vouches_for(self, contents: Contents, problems: Sequence[Problem]) -> bool:
        """Whether no file with one of the problems was taken from here."""
        files = {Path(problem.file) for problem in problems} & contents.files.keys()
        return all(self.kept(contents, file) is None for file in files)

    def kept(self, contents: Contents, file: Path) -> Kept | None:
        """What was read of a file, if it holds the same now."""
        known, content = self.files.get(file.as_posix()), contents.files[file]
        if known is None or isinstance(content, Problem):
            return None
        is_same = self.is_of(contents) or known.digest == _digest(content)
        return known if is_same else None

    def read(self, contents: Contents, file: Path) -> Read | None:
        """The values of a YAML file as it stands, if they are known."""
        known, layout = self.kept(contents, file), layout_of(file)
        if known is None or not known.value.is_valid or layout is None:
            return None
        try:
            value = orjson.loads(memoryview(known.value.as_buffer()))
            lines = dict(zip(_records(layout, value), known.lines, strict=True))
        except ValueError:
            return None
        return Read(shown_name(file), value, lines)

    def rows(self, contents: Contents, file: Path) -> list[Read] | None:
        """The rows of a table as it stands, if they are known."""
        known = self.kept(contents, file)
        if known is None or known.value.is_valid:
            return None
        name = shown_name(file)
        return [Read(name, value, {(): line}) for value, line in self._values[known.figures]]

    @cached_property
    def _frame(self) -> "pd.DataFrame":
        assert self.frame is not None, "a snapshot that knows files has their figures"
        return self.frame()

    @cached_property
    def _values(self) -> list[tuple[dict[str, Any], int]]:
        return list(zip(values(self._frame), self._frame["line"].tolist(), strict=True))


NOTHING = Snapshot()
WHAT_WAS_READ = ("digest", "value", "lines", "claims", "partners", "events")
"""The columns of a snapshot that become parts of ``Kept``, in their order."""


def _records(layout: Layout, value: Any) -> list[Steps]:
    """The paths of the records in the values of a file."""
    if isinstance(layout, Listed) and isinstance(value, list):
        return [(at,) for at in range(len(value))]
    if isinstance(layout, Container) and isinstance(value, dict):
        inner = value.get(layout.key)
        places = range(len(inner)) if isinstance(inner, list) else ()
        return [(), *((layout.key, at) for at in places)]
    return [()]


# Reading


def snapshot_of(folder: Path) -> Snapshot:
    """What was read of the folder before by this very program; nothing if there is no such."""
    import pyarrow as pa  # noqa: PLC0415 - so that commands without snapshots start fast

    try:
        path = max(_of_folder(folder, _program()), key=_age, default=None)
        if path is None or not _is_ours(path.parent):
            return NOTHING
        content = path.read_bytes()
        if _own_name(folder, content) != path.name:
            return NOTHING
        with pa.ipc.open_file(content) as reader:
            if not reader.schema.equals(_schema()) or reader.num_record_batches != 1:
                return NOTHING
            return _snapshot(reader.get_batch(0))
    except (OSError, pa.ArrowException):
        return NOTHING


def _snapshot(table: "pa.RecordBatch") -> Snapshot:
    columns = [
        table[name] if name == "value" else table[name].to_pylist()
        for name in ("file", *WHAT_WAS_READ)
    ]
    figures = table["figures"]
    ends = figures.offsets.to_pylist()
    files = {
        file: Kept._make((*held, slice(*ends[at : at + 2])))
        for at, (file, *held) in enumerate(zip(*columns, strict=True))
    }
    whole = (table.schema.metadata or {}).get(b"sound", b"").decode()

    def frame() -> "pd.DataFrame":
        return _frame(figures, table["file"].to_pylist())

    return Snapshot(whole, MappingProxyType(files), frame)


def _frame(figures: "pa.ListArray", files: Sequence[str]) -> "pd.DataFrame":
    import pandas as pd  # noqa: PLC0415

    rows, stands_in = figures.flatten(), figures.value_parent_indices().to_numpy()
    return pd.DataFrame(
        {name: rows.field(name).to_pandas() for name in (*TEXTS, *NUMBERS)}
        | {
            "file": pd.Categorical.from_codes(
                stands_in, pd.Index(files)
            ).remove_unused_categories(),
            "line": pd.array(rows.field("line").to_numpy(), dtype="Int64"),
        }
    )


# Writing


def keep(
    folder: Path,
    contents: Contents,
    reads: Mapping[Path, Read],
    figures: Observations,
    problems: Sequence[Problem],
    before: Snapshot,
) -> None:
    """Note what was read of the folder, unless that is known, or there is no right to write.

    ``reads`` are the values of the YAML files that were read from their texts.
    """
    if before.is_of(contents):
        return
    unsound = {problem.file for problem in problems}
    files: dict[Path, Kept] = {}
    due = 0
    for file, content in contents.files.items():
        layout = layout_of(file)
        if layout is None:
            continue
        due += 1
        name = shown_name(file)
        if isinstance(content, Problem) or name in unsound or name != file.as_posix():
            continue
        known = before.kept(contents, file)
        now = known or _kept(content, layout, reads.get(file))
        if now is not None:
            files[file] = now
    whole = contents.sha256 if due == len(files) and not problems else ""
    if whole == before.collection and {
        file.as_posix(): held.digest for file, held in files.items()
    } == {name: held.digest for name, held in before.files.items()}:
        return
    # Without the right to write, or room for it, the next start is as slow as this one.
    with contextlib.suppress(OSError):
        _write(folder, _batch(files, figures, whole))


def _kept(content: bytes, layout: Layout, read: Read | None) -> Kept | None:
    """What was read of a sound file, ``read`` if it is no table; None if that cannot be kept."""
    import pyarrow as pa  # noqa: PLC0415

    if read is None:
        return Kept(_digest(content), pa.scalar(None, pa.string()), (), None, None, None, slice(0))
    try:
        value = pa.scalar(orjson.dumps(read.value).decode(), pa.string())
    except TypeError:  # A text with half of a surrogate pair, say: it is read anew each time.
        return None
    lines = [read.line(path) for path in _records(layout, read.value)]
    ids = partners = events = None
    if isinstance(layout, Container) and layout.content is Claim:
        claims = read.value[layout.key]
        ids = [each["id"] for each in claims]
        partners = sorted({code for each in claims for code in each["partners"]})
        events = [(each["event"], each["domain"]) for each in claims if each.get("event")]
    return Kept(_digest(content), value, lines, ids, partners, events, slice(0))


def _batch(
    files: Mapping[Path, Kept],
    figures: Observations,
    collection: str,
) -> "pa.RecordBatch":
    import pyarrow as pa  # noqa: PLC0415

    names = [file.as_posix() for file in files]
    frame = figures.frame
    held = frame[frame["file"].isin(names)]
    counts = held["file"].value_counts(sort=False)
    ends = [0]
    for name in names:
        ends.append(ends[-1] + int(counts.get(name, 0)))
    schema = _schema()
    struct = schema.field("figures").type.value_type
    texts = {name: _encoded(held[name].cat.remove_unused_categories()) for name in TEXTS}
    numbers = {name: pa.array(held[name].to_numpy(), from_pandas=True) for name in NUMBERS}
    lines = {"line": pa.array(held["line"].astype("int32").to_numpy())}
    rows = pa.StructArray.from_arrays(
        [*texts.values(), *numbers.values(), *lines.values()], fields=list(struct)
    )
    columns = [
        pa.array(names, pa.string()),
        *(
            pa.array([getattr(held, name) for held in files.values()], schema.field(name).type)
            for name in WHAT_WAS_READ
        ),
        pa.ListArray.from_arrays(pa.array(ends, pa.int32()), rows),
    ]
    noted = schema.with_metadata({"sound": collection})
    return pa.RecordBatch.from_arrays(columns, schema=noted)


def _encoded(texts: "pd.Series[Any]") -> "pa.DictionaryArray":
    """A column of categories with each text once."""
    import pyarrow as pa  # noqa: PLC0415

    codes = texts.cat.codes.to_numpy().astype("int32")
    return pa.DictionaryArray.from_arrays(
        pa.array(codes, mask=codes < 0), pa.array(list(texts.cat.categories), pa.string())
    )


@cache
def _schema() -> "pa.Schema":
    import pyarrow as pa  # noqa: PLC0415

    figure = [
        *((name, pa.dictionary(pa.int32(), pa.string())) for name in TEXTS),
        *((name, pa.float64()) for name in NUMBERS),
        ("line", pa.int32()),
    ]
    return pa.schema(
        [
            ("file", pa.string()),
            ("digest", pa.string()),
            ("value", pa.string()),
            ("lines", pa.list_(pa.int32())),
            ("claims", pa.list_(pa.string())),
            ("partners", pa.list_(pa.string())),
            ("events", pa.map_(pa.string(), pa.string())),
            ("figures", pa.list_(pa.struct(figure))),
        ]
    )


def _write(folder: Path, batch: "pa.RecordBatch") -> None:
    import pyarrow as pa  # noqa: PLC0415

    made = pa.BufferOutputStream()
    packed = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_file(made, batch.schema, options=packed) as writer:
        writer.write_batch(batch)
    content = made.getvalue().to_pybytes()
    home = cache_folder()
    home.mkdir(mode=0o755, parents=True, exist_ok=True)
    if not _is_ours(home):
        return
    with tempfile.NamedTemporaryFile(dir=home, suffix=".new", delete=False) as part:
        try:
            part.write(content)
            part.close()
            Path(part.name).chmod(0o644)
            target = home / _own_name(folder, content)
            Path(part.name).replace(target)
        except OSError:
            Path(part.name).unlink(missing_ok=True)
            raise
    _take_away_old(folder, target)


def _take_away_old(folder: Path, newest: Path) -> None:
    """Leaves one snapshot a folder, and not too many of them."""
    since = _age(newest)
    everything = sorted(cache_folder().glob("*.arrow"), key=_age, reverse=True)
    older = [each for each in _of_folder(folder) if each != newest and _age(each) <= since]
    for path in {*older, *everything[MOST_KEPT:]}:
        path.unlink(missing_ok=True)


# Names


def _of_folder(folder: Path, program: str = "*") -> list[Path]:
    return list(cache_folder().glob(f"{_key(folder)}-{program}-*.arrow"))


def _own_name(folder: Path, content: bytes) -> str:
    return f"{_key(folder)}-{_program()}-{_digest(content)[:32]}.arrow"


def _key(folder: Path) -> str:
    """What tells the snapshots of a folder from those of others."""
    return _digest(os.fsencode(folder.resolve()))[:16]


@cache
def _program() -> str:
    """What changes whenever the code that reads, or a library it reads with, does."""
    total = hashlib.sha256()
    for version in (platform.python_version(), pydantic.VERSION, yaml.__version__):
        total.update(f"{version}\n".encode())
    for path in sorted([*PACKAGE.glob("*.py"), *PACKAGE.glob("library/*.py")]):
        total.update(path.read_bytes())
    return total.hexdigest()[:16]


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _age(path: Path) -> float:
    """When a file was written; long ago if another process has just taken it away."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _is_ours(folder: Path) -> bool:
    """Whether nobody but the owner, who is we or the system, may write in a folder."""
    about = folder.stat()
    is_mine = not hasattr(os, "geteuid") or about.st_uid in (0, os.geteuid())
    return is_mine and not about.st_mode & 0o022
