"""What a server does when it has as many readers as it may have, and when it is told to stop."""

import http.client
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from prometheus_client.parser import text_string_to_metric_families

from multivector.server.door import Door
from tests.browser.server import running, served
from tests.server.test_security import Asked
from tests.waiting import until

UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}
MANY = {
    "en": "Many readers are here just now",
    "de": "Gerade sind viele Leserinnen und Leser hier",
}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(variables={"MULTIVECTOR_MOST_SESSIONS": "2"}) as url:
        yield url


@contextmanager
def session(address: str) -> Iterator[http.client.HTTPResponse]:
    """The server's answer to a reader's browser that asks for a connection, while that is open."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    connection.request("GET", "/_stcore/stream", headers=UPGRADE | {"Origin": address})
    answer = connection.getresponse()
    yield answer
    if answer.status == 101:
        answer.close()
    connection.close()


def page(address: str, path: str = "/", **given: str) -> Asked:
    return Asked(address, path, Accept="text/html", **given)


def measures(address: str) -> dict[str, float]:
    text = Asked(address, "/metrics").body.decode()
    return {
        f"{each.name}{'/'.join(each.labels.values())}": each.value
        for family in text_string_to_metric_families(text)
        for each in family.samples
    }


def test_who_comes_beyond_the_limit_is_turned_away_and_told_so(address: str) -> None:
    before = measures(address)
    with session(address) as first, session(address) as second:
        assert (first.status, second.status) == (101, 101)
        refused = page(address)
        assert refused.status == 503
        assert int(refused.headers["Retry-After"]) > 0
        assert "Content-Security-Policy" in refused.headers
        assert MANY["en"] in refused.body.decode()
        assert MANY["de"] in page(address, Accept_Language="de-DE,ru;q=0.5").body.decode()
        assert '<html lang="kk">' in page(address, "/partners?lang=kk").body.decode()
        with session(address) as third:
            assert third.status == 503
        assert Asked(address, "/api/v1/ready").status == 200
        assert Asked(address, "/_stcore/health").status == 200
        assert Asked(address, "/api/v1/version", Accept="text/html").status == 200
        now = measures(address)
        assert now["multivector_sessions"] == now["multivector_most_sessions"] == 2
        pages, connections = (f"multivector_refused_total{kind}" for kind in ("page", "connection"))
        assert now[pages] - before[pages] == 3
        assert now[connections] - before[connections] == 1
    until(lambda: measures(address)["multivector_sessions"] == 0)
    assert page(address).status == 200


def test_measures_name_what_is_served(address: str) -> None:
    version = Asked(address, "/api/v1/version").body.decode()
    served_info = next(
        each.labels
        for family in text_string_to_metric_families(Asked(address, "/metrics").body.decode())
        for each in family.samples
        if each.name == "multivector_served_info"
    )
    assert f'"data_digest": "{served_info["data_digest"]}"' in version
    assert f'"application": "{served_info["application"]}"' in version


def test_measures_count_what_is_kept_for_others(address: str) -> None:
    asked = "/api/v1/view/partners.json?partner=CN&from=2016&to=2021"
    before = measures(address)["multivector_kept"]
    assert Asked(address, asked).status == 200
    made = measures(address)["multivector_kept"]
    assert made > before
    assert Asked(address, asked).status == 200
    assert measures(address)["multivector_kept"] == made


@pytest.mark.parametrize("path", ["/metrics", "/_stcore/metrics"])
def test_measures_are_not_told_through_a_proxy(address: str, path: str) -> None:
    assert Asked(address, path).status == 200
    assert Asked(address, path, X_Forwarded_For="192.0.2.1").status == 404
    assert Asked(address, path, Forwarded="for=192.0.2.1").status == 404


def test_server_that_is_told_to_stop_first_lets_nobody_in() -> None:
    slow = {"MULTIVECTOR_DRAIN_SECONDS": "2"}
    with running(variables=slow) as (server, address), session(address) as reader:
        assert reader.status == 101
        assert Asked(address, "/api/v1/ready").status == 200
        told = time.monotonic()
        server.send_signal(signal.SIGTERM)
        until(lambda: Asked(address, "/api/v1/ready").status == 503)
        assert Asked(address, "/_stcore/health").status == 200
        assert page(address).status == 503
        with session(address) as late:
            assert late.status == 503
        assert server.poll() is None
        server.wait(timeout=30)
        assert 2 <= time.monotonic() - told < 30


@pytest.mark.parametrize("text", ["0", "-1", "many", "", "1.5", "²"])
def test_limit_that_is_no_number_is_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MULTIVECTOR_MOST_SESSIONS", text)
    with pytest.raises(ValueError, match="MULTIVECTOR_MOST_SESSIONS is"):
        Door()
