"""Mails as drafts for one's own mail program, when no mail server is set."""

import re
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class DraftBackend(BaseEmailBackend):
    """Writes each mail as an .eml file marked unsent, which mail programs open ready to send."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.DRAFTS)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for mail in email_messages:
            message = mail.message()
            message["X-Unsent"] = "1"
            stamp = timezone.localtime().strftime("%Y-%m-%d-%H%M%S")
            name = re.sub(r"[^a-z0-9]+", "-", mail.to[0].split("@")[0].lower())[:30] or "mail"
            (folder / f"{stamp}-{name}-{uuid4().hex[:6]}.eml").write_bytes(message.as_bytes())
        return len(email_messages)
