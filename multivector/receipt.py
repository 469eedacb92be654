"""The receipt of a view: which data it shows, at which address, and a short hash of both."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

VERSION_KEY, LANGUAGE_KEY = "v", "lang"
"""Parameters that every receipt's address has: version of the data, and language."""

_VERSION = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){1,3}")


@dataclass(frozen=True)
class Receipt:
    """What stands behind one picture, table or page; printed on whatever is taken away."""

    version: str
    digest: str
    address: str
    """The page with all its choices, its language and the version of the data."""

    @property
    def data(self) -> str:
        """Version of the collection, with the digest of its files."""
        return f"{self.version} ({self.digest})"

    @property
    def hash(self) -> str:
        """Eight hexadecimal digits of the data and the address.

        The host is left out, so the same view of the same data has one receipt wherever it is
        served.
        """
        _, _, path, query, _ = urlsplit(self.address)
        text = "\n".join((self.version, self.digest, path, query))
        return hashlib.sha256(text.encode()).hexdigest()[:8]


def receipt_of(
    version: str,
    digest: str,
    page: str,
    choices: Mapping[str, Sequence[str]],
    language: str,
) -> Receipt:
    """The receipt of a page, given its address without choices, and the choices by parameter.

    Parameters are put in order, so that the same choices give the same address.
    """
    scheme, host, path, _, _ = urlsplit(page)
    asked = {**choices, LANGUAGE_KEY: (language,), VERSION_KEY: (version,)}
    query = urlencode([(key, each) for key in sorted(asked) for each in asked[key]])
    return Receipt(
        version, digest, urlunsplit((scheme, host, quote(path or "/", safe="/%"), query, ""))
    )


def is_version(text: str) -> bool:
    """Whether a text from an address can be the version of a collection."""
    return bool(_VERSION.fullmatch(text))
