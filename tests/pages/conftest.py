from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = sorted(path.name for path in (ROOT / "pages").glob("*.py"))


@pytest.fixture
def opened() -> Callable[..., AppTest]:
    """A page opened from app.py with the given folds and address parameters, and run."""

    def open_page(
        script: str, open_folds: Iterable[str] = (), **parameters: str | list[str]
    ) -> AppTest:
        at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        for key in open_folds:
            at.session_state[key] = True
        for key, value in parameters.items():
            at.query_params[key] = value
        if script != "overview.py":
            at.switch_page(str(ROOT / "pages" / script))
        return at.run()

    return open_page
