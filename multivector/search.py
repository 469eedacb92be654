"""Search that forgives spellings and scripts: Tokayev is found under Tokajew and Токаев."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from anyascii import anyascii

# Letters that languages choose differently for the same sound when they write a foreign name.
_SAME_SOUND = str.maketrans({"q": "k", "c": "k", "j": "", "y": "", "w": "v", "'": "", "`": ""})
# Shorter words have too many neighbours of one letter.
SHORTEST_TYPO = 5
WHOLE, BEGINNING, INSIDE, TYPO = 8, 5, 3, 2
IN_TITLE = 2


def folded(text: str) -> str:
    """The text in small Latin letters, without marks, with letters of one sound made one."""
    plain = anyascii(text).casefold().replace("kh", "h").replace("ch", "h")
    return plain.translate(_SAME_SOUND)


def matches(query: str, text: str) -> bool:
    """Whether every word of the query occurs in a text; ``text`` is already folded."""
    return all(word in text for word in folded(query).split())


@dataclass(frozen=True)
class Entry:
    """Something that can be found: what sort it is, its id, its title and all that is said of it.

    ``texts`` are further spellings, languages and names under which it is looked for.
    """

    kind: str
    id: str
    title: str
    texts: Sequence[str] = ()


@dataclass(frozen=True)
class Index:
    """Entries by the folded words in them; a word of the title counts more."""

    entries: Sequence[Entry]
    places: Mapping[str, Mapping[int, int]]


def index(entries: Iterable[Entry]) -> Index:
    """The index of these entries, to be kept: making it costs more than all searches in it."""
    kept = tuple(entries)
    places: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for place, entry in enumerate(kept):
        for text in entry.texts:
            for word in _words(text):
                places[word].setdefault(place, 1)
        for word in _words(entry.title):
            places[word][place] = IN_TITLE
    return Index(kept, dict(places))


def find(query: str, among: Index) -> list[Entry]:
    """The entries in which every word of the query occurs, the best first.

    A word counts if it is one of the entry's, begins one, stands inside one, or differs from one
    by a single letter (left out, added, exchanged, or swapped with its neighbour), in this order.
    """
    words = _words(query)
    scores = [_scores(word, among) for word in words]
    if not scores:
        return []
    common = set.intersection(*(set(each) for each in scores))
    # Of equally good ones the shorter title says more precisely what was asked for.
    order = sorted(
        common,
        key=lambda at: (-sum(each[at] for each in scores), len(among.entries[at].title), at),
    )
    return [among.entries[at] for at in order]


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", folded(text))


def _scores(word: str, among: Index) -> dict[int, int]:
    """How well a word fits each entry in which it occurs in some way."""
    best: dict[int, int] = {}
    for known, places in among.places.items():
        fit = _fit(word, known)
        if fit:
            for place, weight in places.items():
                best[place] = max(best.get(place, 0), fit * weight)
    return best


def _fit(word: str, known: str) -> int:
    if word == known:
        return WHOLE
    if known.startswith(word):
        return BEGINNING
    if len(word) > 2 and word in known:
        return INSIDE
    if len(word) >= SHORTEST_TYPO and _is_one_letter_off(word, known):
        return TYPO
    return 0


def _is_one_letter_off(one: str, other: str) -> bool:
    """Whether a single slip of the pen makes one word of the other, or of its beginning."""
    longest = min(len(other), len(one) + 1)
    return any(_slips(one, other[:length]) for length in range(max(len(one) - 1, 1), longest + 1))


def _slips(one: str, other: str) -> bool:
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if same is None:
        return abs(len(one) - len(other)) == 1
    rest, left = one[same:], other[same:]
    if len(one) == len(other):
        swapped = rest[:2] == left[:2][::-1] and rest[2:] == left[2:]
        return rest[1:] == left[1:] or swapped
    return rest[1:] == left if len(one) > len(other) else rest == left[1:]
