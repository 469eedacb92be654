"""What a browser and the server say of runs to each other, in Streamlit's own protocol."""

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


def asked_of_whole(said: bytes) -> bytes | None:
    """The run that a browser asks for, but of the whole page; None if it asks for none."""
    asked = BackMsg()
    try:
        asked.ParseFromString(said)
    except DecodeError:  # Streamlit answers what it cannot read
        return None
    if asked.WhichOneof("type") != "rerun_script":
        return None
    if not asked.rerun_script.fragment_id:
        return said
    asked.rerun_script.fragment_id = ""
    return bytes(asked.SerializeToString())


def ends_run(said: bytes) -> bool:
    """Whether the server says that a run has come to its end."""
    message = ForwardMsg()
    message.ParseFromString(said)
    return message.WhichOneof("type") == "script_finished"
