"""The words of an offer (glossary: docs/glossary.md)."""

from enum import StrEnum


class OfferState(StrEnum):
    """Where one version of an offer stands."""

    DRAFT = "draft"
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class OfferEvent(StrEnum):
    """What moves an offer from one state to another."""

    WRITE = "write"
    SEND = "send"
    ACCEPT = "accept"
    DECLINE = "decline"
    EXPIRE = "expire"
    SUPERSEDE = "supersede"
    WITHDRAW = "withdraw"


class OfferAnswerWay(StrEnum):
    """How an answer came, and so how well it is known who gave it."""

    LINK = "link"
    TELEPHONE = "telephone"
    PAPER = "paper"


class OfferDeclineReason(StrEnum):
    """Why an offer was not taken: a word of a list, never a text."""

    PRICE = "price"
    TIMES = "times"
    FORM = "form"
    OTHER_SUPERVISOR = "other_supervisor"
    NOT_NOW = "not_now"
    OTHER = "other"


class ExtraKind(StrEnum):
    """What an offer may cost beside the meetings (clause C11)."""

    TRAVEL = "travel"
    PREPARATION = "preparation"
    THREE_PARTY_MEETING = "three_party_meeting"
    OTHER = "other"
