"""The scripts of our components, each with what it shares with others before it."""

from pathlib import Path

_FOLDER = Path(__file__).parent


def script(*names: str) -> str:
    """Files of this folder as one script, in this order."""
    return "\n".join((_FOLDER / name).read_text(encoding="utf-8") for name in names)
