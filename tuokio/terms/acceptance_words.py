"""Where a version of an agreement stands, and how surely it is known who accepted it (domain 1.2, 3)."""

from enum import StrEnum


class VersionState(StrEnum):
    """Where one version of an agreement stands."""

    DRAFT = "draft"
    SENT = "sent"
    PARTLY_ACCEPTED = "partly_accepted"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    ENDED = "ended"
    VOID = "void"


class VersionEvent(StrEnum):
    """What may befall a version."""

    SEND = "send"
    ACCEPT = "accept"
    ENTER_INTO_FORCE = "enter_into_force"
    SUPERSEDE = "supersede"
    TAKE_BACK = "take_back"


class IdentityLevel(StrEnum):
    """How it is known who accepted: never an address of a computer."""

    MAIL_CODE = "mail_code"
    SIGNED_IN = "signed_in"
    PIN_DEVICE = "pin_device"
    PAPER = "paper"
    ALOUD = "aloud"
    SIGNED_PDF = "signed_pdf"
