"""The server as somebody hostile meets it: headers, paths, foreign sites, uploads."""

import http.client
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from multivector.server import headers
from multivector.ui import document
from tests.browser.server import served

SECRET = re.compile(rb"root:|\[server\]|streamlit>=|import streamlit|BEGIN |focus:|vectors:")
"""What a file outside of what is served would show: accounts, settings, code, data."""

OUTSIDE = (
    "../../../../../../etc/passwd",
    "..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "%252e%252e%252f%252e%252e%252fetc%252fpasswd",
    "..%5c..%5c..%5cetc%5cpasswd",
    "....//....//....//etc/passwd",
    "..;/..;/etc/passwd",
    "/etc/passwd",
    "%2fetc%2fpasswd",
    "file:///etc/passwd",
    "..%c0%af..%c0%afetc/passwd",
    "%00/etc/passwd",
    "../.streamlit/config.toml",
    "../requirements.txt",
    "../app.py",
    "..%2fapp.py",
    "../data/focus.yaml",
    ".git/config",
    "~root/.bashrc",
)
ROUTES = (
    "/",
    "/assets/",
    "/api/v1/",
    "/api/v1/tables/",
    "/api/v1/view/",
    "/app/static/",
    "/static/",
    "/static/js/",
    "/media/",
    "/component/",
    "/component/multivector_copy/",
    "/_stcore/bidi-components/",
    "/_stcore/bidi-components/multivector_copy/",
    "/_stcore/upload_file/",
    "/partners/",
    "/sources/",
)
ANSWERS = (
    "/",
    "/sources",
    "/app/static/icon.svg",
    "/_stcore/health",
    "/static/nothing",
    "/media/x",
)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served() as url:
        yield url


class Asked:
    """The answer to one request, whose path is sent letter by letter as it is given."""

    def __init__(
        self, address: str, path: str, method: str = "GET", body: bytes = b"", **given: str
    ) -> None:
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
        fields = {name.replace("_", "-"): value for name, value in given.items()}
        connection.request(method, path, body=body or None, headers=fields)
        answer = connection.getresponse()
        self.status, self.headers, self.body = answer.status, answer.headers, answer.read()
        connection.close()


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_carries_the_headers(address: str, path: str) -> None:
    found = Asked(address, path).headers
    assert found["Content-Security-Policy"] == headers.policy()
    assert {name: found[name] for name in headers.FIXED} == dict(headers.FIXED)


def test_policy_names_each_script_and_allows_no_other() -> None:
    policy = dict(each.split(" ", 1) for each in headers.policy().split("; "))
    allowed = policy["script-src"].split()
    hashes = [each for each in allowed if each.startswith("'sha256-")]
    assert set(allowed) - set(hashes) == {"'self'", "blob:"}
    streamlits, whereabouts = 1, 1
    assert len(hashes) == streamlits + whereabouts + len(set(document.scripts()))
    assert policy["frame-ancestors"] == policy["object-src"] == "'none'"
    assert not re.search(r"unsafe-eval|https?:|\*", headers.policy())


@pytest.mark.parametrize("route", ROUTES)
def test_no_path_from_outside_reaches_the_file_system(address: str, route: str) -> None:
    for outside in OUTSIDE:
        found = Asked(address, route + outside)
        shell = b'<div id="root">' in found.body
        assert found.status in {400, 404, 405} or shell, route + outside
        assert shell or not SECRET.search(found.body), route + outside


def test_other_sites_may_not_open_a_connection(address: str) -> None:
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec_WebSocket_Version": "13",
        "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    own = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    own.request(
        "GET",
        "/_stcore/stream",
        headers={name.replace("_", "-"): value for name, value in upgrade.items()}
        | {"Origin": address},
    )
    assert own.getresponse().status == 101
    own.close()
    refused = Asked(address, "/_stcore/stream", Origin="https://other.example", **upgrade)
    assert refused.status == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_other_sites_may_not_send_a_file(address: str, method: str) -> None:
    path = "/_stcore/upload_file/some-session/some-file"
    assert Asked(address, path, method, b"x" * 10).status == 403
    assert Asked(address, path, method, b"x" * 10, X_Xsrftoken="guessed").status == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/", "/partners", "/api/v1/version", "/app/static/icon.svg"])
def test_nothing_can_be_written(address: str, path: str, method: str) -> None:
    assert Asked(address, path, method, b"{}").status in {404, 405}


def test_programs_may_not_drive_the_pages(address: str) -> None:
    found = Asked(
        address, "/_stcore/agent/interact", "POST", b"{}", Content_Type="application/json"
    )
    assert found.status in {403, 404}


def test_no_cookie_is_needed_or_tells_who_somebody_is(address: str) -> None:
    found = Asked(address, "/")
    names = {each.split("=")[0] for each in found.headers.get_all("Set-Cookie") or []}
    assert names <= {"_streamlit_xsrf"}
