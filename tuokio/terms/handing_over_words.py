"""The words of answering for data and of handing it over."""

from enum import StrEnum


class Controller(StrEnum):
    """Who answers for the data of a practice's processes; for a journal it is always the one who writes it."""

    PRACTICE = "practice"
    SUPERVISOR = "supervisor"


class Settled(StrEnum):
    """What somebody who closes their account has decided about a circle of locked notes."""

    TAKEN = "taken"
    ERASED = "erased"
