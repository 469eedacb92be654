"""Search that forgives spellings and scripts: Tokayev is found under Tokajew and Токаев."""

from anyascii import anyascii

# Letters that languages choose differently for the same sound when they write a foreign name.
_SAME_SOUND = str.maketrans({"q": "k", "c": "k", "j": "", "y": "", "w": "v", "'": "", "`": ""})


def folded(text: str) -> str:
    """The text in small Latin letters, without marks, with letters of one sound made one."""
    plain = anyascii(text).casefold().replace("kh", "h").replace("ch", "h")
    return plain.translate(_SAME_SOUND)


def matches(query: str, text: str) -> bool:
    """Whether every word of the query occurs in a text; ``text`` is already folded."""
    return all(word in text for word in folded(query).split())
