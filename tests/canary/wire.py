"""A wire between browsers and the house that writes down every byte that passes, both ways and to both hosts."""

from __future__ import annotations

import itertools
import socket
import threading
from pathlib import Path

UNPACKED = (b"Accept-Encoding:", b"X-Coding-Before:")  # of one length: answers come as they are, not squeezed


class Wire:
    """A proxy for browsers. Each connection's bytes lie in two files of `folder`."""

    def __init__(self, folder: Path, house_port: int) -> None:
        self.folder, self.house_port = folder, house_port
        self.numbers = itertools.count(1)
        self.ear = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.ear.getsockname()[1]}"
        folder.mkdir(parents=True, exist_ok=True)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                near, _address = self.ear.accept()
                far = socket.create_connection(("127.0.0.1", self.house_port))
            except OSError:  # closed, or the house is down: the browser is told by the silence
                if self.ear.fileno() < 0:
                    return
                near.close()
                continue
            number = next(self.numbers)
            for ends, way in (((near, far), "asked"), ((far, near), "answered")):
                threading.Thread(target=self._pass, args=(*ends, f"{number}.{way}"), daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket, name: str) -> None:
        with (self.folder / name).open("wb", buffering=0) as kept:
            try:
                while some := source.recv(1 << 16):
                    some = some.replace(*UNPACKED)
                    kept.write(some)
                    sink.sendall(some)
                sink.shutdown(socket.SHUT_WR)
            except OSError:  # one end went away
                source.close()
                sink.close()

    def close(self) -> None:
        self.ear.close()
