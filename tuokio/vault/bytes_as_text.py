"""Sealed bytes as they stand in JSON."""

from base64 import b64decode, b64encode


def sealed_text(sealed: bytes | memoryview) -> str:
    """In base64, as the browser reads it."""
    return b64encode(bytes(sealed)).decode()


def sealed_bytes(text: str) -> bytes:
    """The bytes of such a text."""
    return b64decode(text)
