"""Small messages leave at once.

Streamlit opens its socket without naming TCP, and asyncio then leaves Nagle's algorithm on: a small
message waits until the one before it is acknowledged, which receivers put off by 40 ms. Each run of
a page is some fifty small messages.
"""

import os
import socket
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

OPEN_FILES = Path("/dev/fd")


def send_at_once() -> int:
    """Turn the delay off where this process listens; connections inherit it. How many those are."""
    count = 0
    for listener in _listeners():
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        count += 1
    return count


def _listeners() -> Iterator[socket.socket]:
    """The TCP sockets on which the process waits for connections."""
    for number in _open_sockets():
        with closing(socket.socket(fileno=os.dup(number))) as found:
            is_tcp = found.family in {socket.AF_INET, socket.AF_INET6}
            if is_tcp and found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                yield found


def _open_sockets() -> Iterator[int]:
    try:
        numbers = [int(each.name) for each in OPEN_FILES.iterdir()]
    except FileNotFoundError:  # Windows
        return
    for number in numbers:
        try:
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                yield number
        except OSError:  # closed meanwhile, as the list's own is
            continue
