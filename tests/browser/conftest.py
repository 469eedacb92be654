from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.server import Visit, screen, served


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with served() as url:
        yield url


@pytest.fixture
def visit(chromium: Browser, address: str) -> Iterator[Callable[..., Visit]]:
    contexts = []

    def begin(path: str = "/", width: int = 1280, server: str | None = None, **options) -> Visit:
        context = chromium.new_context(**{**screen(width), **options})
        contexts.append(context)
        return Visit(context, server or address).open(path)

    yield begin
    for context in contexts:
        context.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests share one server and one browser, so one worker runs them all."""
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
