"""The literature the method rests on; it belongs to the software, whatever the collection."""

from functools import lru_cache
from pathlib import Path

from multivector.library.problems import Problem
from multivector.library.reader import read_yaml
from multivector.model import Source

FILE = Path(__file__).with_name("references.yaml")


@lru_cache
def method_references() -> tuple[Source, ...]:
    """Bibliography entries of the formulas, in alphabetical order of their keys."""
    read = read_yaml(FILE.read_text(encoding="utf-8"), FILE.name)
    assert not isinstance(read, Problem), read
    marks = {"side": "third", "nature": "academic", "seen": "cited"}
    return tuple(Source.model_validate({**item, **marks}) for item in read.value)
