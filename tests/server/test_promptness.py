"""Small messages do not wait for the one before them."""

import socket
from collections.abc import Iterator

import pytest

from multivector.server.promptness import send_at_once


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A socket that waits for connections, opened as Streamlit opens its own."""
    with socket.socket(socket.AF_INET) as opened:
        opened.bind(("127.0.0.1", 0))
        opened.listen()
        yield opened


def _is_prompt(connection: socket.socket) -> bool:
    return bool(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))


def _accepted(listener: socket.socket) -> socket.socket:
    with socket.create_connection(listener.getsockname()):
        return listener.accept()[0]


def test_connections_of_a_listener_send_at_once(listener: socket.socket) -> None:
    with _accepted(listener) as before:
        assert not _is_prompt(before)
    assert send_at_once() >= 1
    with _accepted(listener) as after:
        assert _is_prompt(after)


def test_only_listeners_are_touched(listener: socket.socket) -> None:
    with socket.create_connection(listener.getsockname()) as client:
        send_at_once()
        assert not _is_prompt(client)
        assert client.fileno() >= 0
