"""Where a mistake is reported: the form of the place where a collection is kept."""

import re
from urllib.parse import urlencode

_REPOSITORY = re.compile(r"https://github\.com/[\w.-]+/[\w.-]+")
TEMPLATE = "correction.yml"
"""Name of the form, beside the others in ``.github/ISSUE_TEMPLATE``."""


def correction_form(place: str, record: str, view: str) -> str:
    """Address of the form for corrections with the record and the view filled in.

    ``place`` is where the collection is kept; empty if it is no repository with such forms.
    """
    repository = _REPOSITORY.match(place)
    if repository is None:
        return ""
    query = urlencode({"template": TEMPLATE, "record": record, "view": view})
    return f"{repository[0].removesuffix('.git')}/issues/new?{query}"
