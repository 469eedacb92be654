"""A server of the app on a free port, and a browser, for tests and screenshots."""

import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.error import URLError

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Response,
    sync_playwright,
)

ROOT = Path(__file__).resolve().parents[2]
BROWSER_FLAGS = [
    "--no-sandbox",  # containers run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
READY_SECONDS = 600
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"


def browser_path() -> str | None:
    """The Chromium that the set-up found; None leaves the choice to Playwright."""
    noted = Path(sys.prefix) / "browser.path"
    if noted.exists():
        return noted.read_text().strip() or None
    return shutil.which("chromium") or shutil.which("google-chrome")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(
    data: Path | None = None,
    script: str = "app.py",
    folder: Path = ROOT,
    within: Sequence[str] = (),
    variables: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[str]:
    """The address of a fresh server of the app; see ``running``."""
    with running(data, script, folder, within, variables) as (_server, address):
        yield address


@contextmanager
def running(
    data: Path | None = None,
    script: str = "app.py",
    folder: Path = ROOT,
    within: Sequence[str] = (),
    variables: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[tuple["subprocess.Popen[bytes]", str]]:
    """A fresh server of the app and its address, with another collection if ``data`` is given.

    ``folder`` is a copy of the app, ``within`` a command that starts the one after it, and
    ``variables`` are added to the environment.
    """
    port = free_port()
    chosen = {"MULTIVECTOR_DATA": str(data)} if data else {}
    environment = {**os.environ, **chosen, **variables}
    command = [
        *within,
        sys.executable,
        "-m",
        "streamlit",
        "run",
        script,
        "--server.port",
        str(port),
    ]
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_until_healthy(server, address)
            yield server, address
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait_until_healthy(server: "subprocess.Popen[bytes]", address: str) -> None:
    import time

    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended at once with exit code {server.returncode}")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)  # between two questions to the server, not instead of one
    raise RuntimeError(f"the server was not healthy after {READY_SECONDS} s")


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser_path(), args=BROWSER_FLAGS)
        yield started
        started.close()


def screen(width: int) -> dict[str, Any]:
    """Options of a browser context for a screen this wide; a phone says that it is one."""
    phone = {"user_agent": PHONE, "has_touch": True} if width <= 480 else {}
    return {"viewport": {"width": width, "height": 900}, **phone}


class Visit:
    """One visitor with a page of the app, who keeps what the console and the network said."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context, self.address = context, address
        self.page: Page = context.new_page()
        self.errors: list[str] = []
        self.requests: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._note_console)
        self.page.on("response", self._note_response)
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("websocket", lambda socket: self.requests.append(socket.url))

    def _note_console(self, message: ConsoleMessage) -> None:
        # Answers of 400 and more are noted with their address by _note_response.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.errors.append(message.text)

    def _note_response(self, response: Response) -> None:
        # On a page's own address Streamlit first asks whether the app is served below it.
        looks_for_itself = re.search(r"/[a-z]+/_stcore/(health|host-config)$", response.url)
        if response.status >= 400 and not looks_for_itself:
            self.errors.append(f"{response.status} {response.url}")

    def open(self, path: str) -> "Visit":
        self.page.goto(self.address + path)
        return self.settled()

    def settled(self) -> "Visit":
        """Wait until the script has run and every chart on the page is drawn."""
        page = self.page
        page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
        page.wait_for_selector("h1")
        page.wait_for_selector("footer", state="attached")
        # What has just arrived is handed to the charts within two frames.
        page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        page.wait_for_function(
            """() => [...document.querySelectorAll('[class*="st-key-chart-"]')]
                     .every((chart) => chart.querySelector(".main-svg"))
                   && !document.querySelector(".mv-plot[aria-busy]")
                   && !document.querySelector("[data-testid=stSkeleton], [data-stale=true]")"""
        )
        return self

    def asks(self, question: str) -> "Visit":
        """Wait until the page with this question stands there.

        The address line changes before the page does: whoever goes by it alone reads the old page.
        """
        self.page.get_by_role("heading", level=1, name=question, exact=True).wait_for()
        return self.settled()

    def text(self) -> str:
        return self.page.locator('[data-testid="stMain"]').inner_text()

    def foreign_requests(self) -> list[str]:
        host = self.address.split("//")[1]
        own = (f"http://{host}", f"ws://{host}", "data:", "blob:")
        return [url for url in self.requests if not url.startswith(own)]
