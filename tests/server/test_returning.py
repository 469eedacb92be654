"""The first choice over a new connection finds a page to be made on."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import pytest
from anyio.from_thread import start_blocking_portal
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from multivector.server.returning import Returning

PATIENCE = 5
Server = Callable[[Receive, Send], Awaitable[None]]
LEAVE: Message = {"type": "websocket.disconnect", "code": 1001}


def asks(fragment: str, query: str) -> Message:
    asked = BackMsg()
    asked.rerun_script.query_string = query
    asked.rerun_script.fragment_id = fragment
    return {"type": "websocket.receive", "bytes": asked.SerializeToString()}


def read(message: Message) -> tuple[str, str] | str:
    """Fragment and query of a run that is asked for, or the type of another message."""
    if "bytes" not in message:
        return str(message["type"])
    asked = BackMsg()
    asked.ParseFromString(message["bytes"])
    return asked.rerun_script.fragment_id, asked.rerun_script.query_string


def finished() -> Message:
    said = ForwardMsg()
    said.script_finished = ForwardMsg.FINISHED_SUCCESSFULLY
    return {"type": "websocket.send", "bytes": said.SerializeToString()}


def run(connection: Callable[[], Awaitable[None]]) -> None:
    """Run it to its end in a thread of its own: a browser's loop may be running in this one."""
    with start_blocking_portal() as portal:
        portal.start_task_soon(connection).result(PATIENCE)


def heard(*said: Message, runs: bool = True) -> list[tuple[str, str] | str]:
    """What a server hears of a browser that says this; ``runs`` if it ends each run at once."""
    found: list[tuple[str, str] | str] = []

    async def server(_scope: Scope, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            found.append(read(message))
            if message["type"] == "websocket.disconnect":
                return
            if runs:
                await send(finished())

    async def connection() -> None:
        lines = asyncio.Queue[Message]()
        for each in said:
            lines.put_nowait(each)
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        await Returning(server)({"type": "websocket"}, lines.get, send)

    run(connection)
    return found


CONNECT: Message = {"type": "websocket.connect"}


def test_first_choice_runs_the_whole_and_is_then_made() -> None:
    assert heard(CONNECT, asks("part", "p=1"), LEAVE) == [
        "websocket.connect",
        ("", "p=1"),
        ("part", "p=1"),
        "websocket.disconnect",
    ]


def test_later_choices_are_made_once() -> None:
    assert heard(CONNECT, asks("part", "p=1"), asks("part", "p=2"), LEAVE)[3:] == [
        ("part", "p=2"),
        "websocket.disconnect",
    ]


def test_reader_who_begins_with_the_whole_is_left_alone() -> None:
    assert heard(CONNECT, asks("", ""), asks("part", "p=1"), LEAVE) == [
        "websocket.connect",
        ("", ""),
        ("part", "p=1"),
        "websocket.disconnect",
    ]


def test_who_leaves_before_the_run_has_ended_keeps_nobody_waiting() -> None:
    assert heard(CONNECT, asks("part", "p=1"), LEAVE, runs=False) == [
        "websocket.connect",
        ("", "p=1"),
        ("part", "p=1"),
        "websocket.disconnect",
    ]


def test_choice_waits_for_the_end_of_the_run() -> None:
    order: list[object] = []

    async def server(_scope: Scope, receive: Receive, send: Send) -> None:
        order.append(read(await receive()))
        choice = asyncio.ensure_future(receive())
        for _ in range(20):  # turns of the loop in which a choice could be heard
            await asyncio.sleep(0)
        order.append("still running" if not choice.done() else "heard too early")
        await send(finished())
        order.append(read(await choice))

    async def connection() -> None:
        lines = asyncio.Queue[Message]()
        lines.put_nowait(asks("part", "p=1"))

        async def send(_message: Message) -> None:
            return None

        await Returning(server)({"type": "websocket"}, lines.get, send)

    run(connection)
    assert order == [("", "p=1"), "still running", ("part", "p=1")]


@pytest.mark.parametrize(
    "message", [{"bytes": b""}, {"text": "hello"}, {"bytes": b"\x12\x00"}, {"bytes": b"\xff\xff"}]
)
def test_other_messages_pass_as_they_are(message: dict[str, object]) -> None:
    said = {"type": "websocket.receive", **message}
    seen = []

    async def server(_scope: Scope, receive: Receive, _send: Send) -> None:
        seen.append(await receive())

    async def once() -> Message:
        return said

    async def send(_message: Message) -> None:
        return None

    run(partial(Returning(server), {"type": "websocket"}, once, send))
    assert seen == [said]
