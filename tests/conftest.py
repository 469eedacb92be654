"""What all tests share: settings of property tests, and one browser."""

from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from tests.browser.server import browser

# A limit in seconds would measure how busy the machine is, not the code.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a process: it can hold only one."""
    with browser() as started:
        yield started
