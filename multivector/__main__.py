"""Command line of a curator.

    python -m multivector check [FOLDER] [--format text|json] [--watch]
    python -m multivector format [FOLDER] [--check]
    python -m multivector new SORT [ID] [--into NAME] [--data FOLDER]
    python -m multivector schema [--out FOLDER] [--data FOLDER]
    python -m multivector diff REV [--data FOLDER]
    python -m multivector export TABLE [--data FOLDER] [--format csv|json|parquet] [--out FILE]
    python -m multivector record [FOLDER]
    python -m multivector publish FOLDER [--data FOLDER]
    python -m multivector new-collection FOLDER --focus CODE [--vectors CODE CODE …]

Exit status: 0 sound or done, 1 problems, 2 wrong usage.
"""

import argparse
import io
import os
import sys
from collections.abc import Sequence

from multivector.commands import (
    check,
    diff,
    export,
    format,
    new,
    new_collection,
    publish,
    record,
    schema,
)

COMMANDS = (check, format, new, schema, diff, export, record, publish, new_collection)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and gives back the exit status."""
    chosen = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        status: int = chosen.run(chosen)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader, such as head, has seen enough. What is still buffered goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m multivector", description="Curator's tools.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
