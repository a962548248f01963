"""Words of finding a date together: what a member says of a time, who sees it, and how the asking ends."""

from enum import StrEnum


class Said(StrEnum):
    """What a member says of one proposed time."""

    YES = "yes"
    IF_NEED_BE = "if_need_be"
    NO = "no"


class AnswersSeen(StrEnum):
    """What the members see of each other's answers; the supervisor sees them all."""

    HIDDEN = "hidden"
    COUNTS = "counts"
    NAMES = "names"


class PollEnd(StrEnum):
    """How it ended."""

    CHOSEN = "chosen"  # one or more of its times became meetings
    NOTHING = "nothing"  # closed without a choice
    EXPIRED = "expired"  # nobody chose in time
    PROCESS_ENDED = "ended"  # the process has no meetings to come
