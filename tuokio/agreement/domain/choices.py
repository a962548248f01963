"""What can be chosen inside one clause of the agreement; each choice has its words in `agreement.wording`."""

from enum import StrEnum


class ScopeLimit(StrEnum):
    """What supervision is not (C4)."""

    THERAPY = "therapy"
    TRAINING = "training"
    LINE_MANAGEMENT = "line_management"
    MEDIATION = "mediation"


class Newcomers(StrEnum):
    """How someone new joins a group that is under way (C5)."""

    CLOSED = "closed"
    GROUP_DECIDES = "group_decides"
    GROUP_IS_TOLD = "group_is_told"


class Way(StrEnum):
    """Where the meetings are (C9)."""

    IN_ROOM = "in_room"
    REMOTE = "remote"
    BOTH = "both"


class BookedBy(StrEnum):
    """Who books the room (C9)."""

    SUPERVISOR = "supervisor"
    PAYER = "payer"
    MEMBERS = "members"


class PriceUnit(StrEnum):
    """What the price is the price of (C11)."""

    MEETING = "meeting"
    HOUR = "hour"


class PriceChange(StrEnum):
    """Whether the price may change while the agreement runs (C11)."""

    FIXED = "fixed"
    YEARLY_INDEX = "yearly_index"
    BY_AGREEMENT = "by_agreement"


class ExtraKind(StrEnum):
    """What may cost beside the meetings (C11)."""

    TRAVEL = "travel"
    PREPARATION = "preparation"
    THREE_PARTY_MEETING = "three_party_meeting"
    OTHER = "other"


class Rhythm(StrEnum):
    """How often an invoice comes (C13)."""

    EACH_MEETING = "each_meeting"
    MONTHLY = "monthly"
    HALFWAY_AND_END = "halfway_and_end"
    AT_END = "at_end"


class Illness(StrEnum):
    """What a cancellation because of illness costs (C14)."""

    FREE = "free"
    AS_OTHERS = "as_others"
    SUPERVISOR_DECIDES = "supervisor_decides"


class ToldWhen(StrEnum):
    """When the commissioner is given a summary, if one is given (C15)."""

    HALFWAY = "halfway"
    END = "end"


class ToldBy(StrEnum):
    """Who tells the commissioner what was agreed to be told (C15)."""

    SUPERVISOR = "supervisor"
    MEMBERS = "members"
    TOGETHER = "together"


class Limit(StrEnum):
    """Where silence ends (C16). The statutes behind them are to be checked by a lawyer (domain 7.4)."""

    CHILD_WELFARE = "child_welfare"
    SERIOUS_CRIME = "serious_crime"
    DANGER_TO_LIFE = "danger_to_life"
    PATIENT_SAFETY = "patient_safety"
    COURT = "court"


class Method(StrEnum):
    """How the work is evaluated (C19)."""

    TALK = "talk"
    GOAL_LEVELS = "goal_levels"
    STATEMENTS = "statements"


class AtOnce(StrEnum):
    """What ends the agreement without notice (C21)."""

    TRUST_BROKEN = "trust_broken"
    UNPAID = "unpaid"


class Ties(StrEnum):
    """Whether the supervisor has earlier or other ties to the parties (C22)."""

    NONE_KNOWN = "none_known"
    DECLARED = "declared"


class Dispute(StrEnum):
    """Where a difference is taken when talking does not help (C22)."""

    STORY_BOARD = "story_board"
    OTHER_BOARD = "other_board"
    NO_BOARD = "no_board"
