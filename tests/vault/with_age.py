"""The `age` program as anybody has it, asked at a terminal of its own because it takes words from nothing else."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import time
from pathlib import Path

PROMPT = b"passphrase"


def is_here() -> bool:
    return shutil.which("age") is not None


def at_a_terminal(
    command: list[str], answers: list[str], *, folder: Path, seconds: float = 60
) -> tuple[int, str]:
    """Run a command at a terminal, answer each time it asks for a passphrase. Gives its code and what it said."""
    pid, terminal = pty.fork()
    if pid == 0:  # pragma: no cover  # the other process
        os.chdir(folder)
        os.execvp(command[0], command)  # no shell between: the command is a list
    said, left, seen = b"", list(answers), 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        ready, _, _ = select.select([terminal], [], [], 0.2)
        if not ready:
            continue
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # the terminal has closed
            break
        if not piece:
            break
        said += piece
        asked = said.lower().rfind(PROMPT, seen)
        if left and asked >= 0 and b":" in said[asked:]:
            seen = len(said)
            os.write(terminal, left.pop(0).encode() + b"\n")
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), said.decode(errors="replace")


def sealed_to(recipient: str, plain: bytes) -> bytes:
    return subprocess.run(["age", "-r", recipient], input=plain, capture_output=True, check=True).stdout


def opened_with(identity_file: Path, sealed: bytes) -> bytes:
    command = ["age", "-d", "-i", str(identity_file)]
    return subprocess.run(command, input=sealed, capture_output=True, check=True).stdout
