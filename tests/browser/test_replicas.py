"""Three servers behind nginx, as operators get them; one is killed while readers click."""

import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from multivector.charts import script
from tests.browser.server import Visit, free_port, running
from tests.server.proxy import nginx, sited
from tests.waiting import until

Open = Callable[..., Visit]
READERS = (
    ("a", "/balance?partner=CN&partner=RU&partner=EU&from=2015"),
    ("a", "/partners?partner=RU&partner=TR&lang=de"),
    ("a", "/timeline?partner=CN&from=2020"),
    ("b", "/claims?find=trade"),
    ("b", "/partners?partner=CN&partner=EU&lang=kk"),
    ("c", "/balance?partner=US&partner=RU&lang=ru"),
)
"""Who keeps to which server, and what they look at."""
NAMES = "abc"
SECONDS_TO_BE_BACK = 20
"""What a reader may wait on a machine that is busy with all of this at once."""


@dataclass(frozen=True)
class Farm:
    """The address readers know, and the servers behind it by the names the route cookie has."""

    address: str
    servers: dict[str, "subprocess.Popen[bytes]"]


@pytest.fixture
def farm(tmp_path: Path) -> Iterator[Farm]:
    secret = {"STREAMLIT_SERVER_COOKIE_SECRET": "one for all of this test"}
    with ExitStack() as stack:
        started = [stack.enter_context(running(variables=secret)) for _ in NAMES]
        port = free_port()
        ports = [urlsplit(address).port or 0 for _server, address in started]
        address = f"http://127.0.0.1:{port}"
        stack.enter_context(proxy(sited(tmp_path, port, ports), address))
        servers = dict(zip(NAMES, (server for server, _address in started), strict=True))
        yield Farm(address, servers)


@contextmanager
def proxy(configuration: Path, address: str) -> Iterator[None]:
    """An nginx that runs and answers."""
    folder = configuration.parents[1]
    command = [nginx(), "-p", f"{folder}/", "-c", str(configuration)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            until(lambda: status(f"{address}/_stcore/health") == 200)
            yield
        finally:
            process.terminate()
            process.wait(timeout=20)


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code
    except urllib.error.URLError:
        return 0


def route(reader: Visit) -> str:
    """Which server the reader keeps to."""
    (found,) = (
        each["value"] for each in reader.context.cookies() if each["name"] == "multivector_route"
    )
    return str(found)


def connections(reader: Visit) -> int:
    return sum(each.startswith("ws:") for each in reader.requests)


def back(reader: Visit, connected_before: int) -> None:
    """Wait until the reader has a new connection and the page stands again."""
    end = time.monotonic() + SECONDS_TO_BE_BACK
    while connections(reader) == connected_before:
        assert time.monotonic() < end
        reader.page.wait_for_timeout(50)  # lets the browser tell of its connections
    reader.page.wait_for_selector('[data-testid="stApp"][data-test-connection-state="CONNECTED"]')
    reader.settled()


def kept_to(name: str) -> dict[str, Any]:
    """What the browser of a reader holds who was last answered by this server."""
    cookie = {"name": "multivector_route", "value": name, "domain": "127.0.0.1", "path": "/"}
    rest = {"expires": -1, "httpOnly": True, "secure": False, "sameSite": "Lax"}
    return {"cookies": [cookie | rest], "origins": []}


@pytest.mark.slow
def test_readers_of_a_killed_server_are_back_on_their_view(
    visit: Open, farm: Farm, capsys: pytest.CaptureFixture[str]
) -> None:
    readers = [
        visit(view, server=farm.address, storage_state=kept_to(name)) for name, view in READERS
    ]
    assert [route(reader) for reader in readers] == [name for name, _view in READERS]
    seen = {reader: (reader.page.url, reader.text()) for reader in readers}
    hit, others = readers[:3], readers[3:]
    connected = {reader: connections(reader) for reader in hit}
    turning, choosing, reading = hit
    farm.servers["a"].kill()
    killed = time.monotonic()
    turning.page.get_by_role("link", name="Timeline").click()
    choosing.page.get_by_role("button", name="China", exact=True).first.click()
    for reader in hit:
        back(reader, connected[reader])
    seconds = time.monotonic() - killed
    for reader in (reading, *others):
        assert (reader.page.url, reader.text()) == seen[reader]
    # The first choice after the server died is made where the reader is now.
    choosing.page.wait_for_url("**/partners?partner=CN&partner=RU&partner=TR&lang=de")
    chosen = choosing.settled().text()
    assert "China" in choosing.page.locator(".st-key-card-latest").inner_text()
    choosing.page.reload()
    assert choosing.settled().text() == chosen
    # A page turned as the server died keeps what was chosen, and what was left is one step back.
    before = urlsplit(seen[turning][0])
    if urlsplit(turning.page.url).path != before.path:
        turning.asks("When did whom meet, and what came out?")
        turning.page.wait_for_url("**/timeline?*")
        assert urlsplit(turning.page.url).query == before.query
        turning.page.go_back()
        turning.page.wait_for_url(seen[turning][0])
        turning.asks("How evenly does the country balance?")
    assert turning.text() == seen[turning][1]
    for reader in readers:
        assert route(reader) in {"b", "c"}
        reader.page.get_by_role("radio", name="English").click()
        reader.page.wait_for_selector("html[lang=en]", state="attached")
        reader.settled()
        assert not [each for each in reader.errors if each[:3].isdigit()]
    with capsys.disabled():
        print(f"\n{len(hit)} readers of a killed server back after {seconds:.1f} s")


@pytest.mark.slow
def test_proxy_keeps_files_hides_measures_and_speaks_for_lost_servers(farm: Farm) -> None:
    asset = urllib.request.Request(
        f"{farm.address}{script.ADDRESS}", headers={"Accept-Encoding": "gzip"}
    )
    with urllib.request.urlopen(asset) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert len(answer.read()) < 2_000_000
        assert "Set-Cookie" not in answer.headers
    for path in ("/metrics", "/_stcore/metrics"):
        assert status(f"{farm.address}{path}") == 404
    for server in farm.servers.values():
        server.kill()
        server.wait(timeout=20)
    with urllib.request.urlopen(asset) as kept:
        assert kept.status == 200
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{farm.address}/partners?partner=CN", timeout=20)
    assert refused.value.code == 503
    assert refused.value.headers["Retry-After"] == "10"
    said = refused.value.read().decode()
    assert all(f'lang="{code}"' in said for code in ("en", "de", "ru", "kk"))
    assert "nginx" not in said
