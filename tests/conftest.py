"""What all tests share: settings of property tests, and one browser."""

from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from tests.browser.server import browser

# A limit in seconds would measure how busy the machine is, not the code.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def _own_snapshots(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests and the servers they start leave no snapshots in the project."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MULTIVECTOR_CACHE", str(tmp_path_factory.mktemp("snapshots")))
        yield


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a process: it can hold only one."""
    with browser() as started:
        yield started
