"""The words of the locked notes, as the server may know them: kinds of circles, keys and sealed things."""

from enum import StrEnum


class SpaceKind(StrEnum):
    """A circle of people who share sealed documents."""

    OWN = "own"
    JOURNAL = "journal"
    GROUP = "group"
    PAIR = "pair"


class UnlockKind(StrEnum):
    """A way to open one's own notes."""

    PASSPHRASE = "passphrase"  # noqa: S105  # the name of a way, not a secret
    PASSKEY = "passkey"
    DEVICE = "device"
    RECOVERY = "recovery"


class ErasedKind(StrEnum):
    """What was erased, in the ledger that every restoring reads."""

    DOCUMENT = "document"
    FILE = "file"
    SPACE = "space"
    ACCOUNT = "account"
    WAY = "way"


class SealedKind(StrEnum):
    """What a sealed document is, without what it says."""

    NOTE = "note"
    JOURNAL = "journal"
    MESSAGE = "message"
    INDEX = "index"
    WORK = "work"  # what a tool of the workroom holds
