"""A real mail server for the stories, and what lies in its boxes."""

from __future__ import annotations

import email
import email.policy
import socket
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tuokio.kit import letters
from tuokio.kit.clock import now


class Post:
    """Keeps what arrives; a mail leaves the house as it does each half minute when the worker looks."""

    def __init__(self) -> None:
        self.kept: list[Any] = []
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            self.port = int(one.getsockname()[1])
        self.server = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        self.kept.append(envelope)
        return "250 kept"

    def to(self, address: str) -> list[str]:
        """Subject and text of every mail that has come to this address, oldest first."""
        letters.send_due(now())
        found = []
        for one in self.kept:
            if one.rcpt_tos == [address]:
                mail = email.message_from_bytes(one.content, policy=email.policy.default)
                assert isinstance(mail, EmailMessage)
                body = mail.get_body(("plain",)) or mail  # a calendar file may lie beside the text
                found.append(f"{mail['subject']}\n{body.get_content()}")
        return found

    def newest(self, address: str) -> str:
        """The last mail to this address."""
        return self.to(address)[-1]
