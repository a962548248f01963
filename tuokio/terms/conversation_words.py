"""What can be answered in a mapping conversation, beside the themes and sharers of the rules (domain 2.1)."""

from enum import StrEnum


class Initiative(StrEnum):
    """On whose initiative contact was taken (M01)."""

    SELF = "self"
    TEAM = "team"
    MANAGER = "manager"
    HR = "hr"
    OTHER = "other"


class WhoPays(StrEnum):
    """Who pays (M22)."""

    EMPLOYER = "employer"
    SELF = "self"
    OTHER = "other"


class BudgetFrom(StrEnum):
    """From which budget it is paid (M22)."""

    UNIT = "unit"
    CENTRAL = "central"
    PROJECT = "project"
    OPEN = "open"


class Dispute(StrEnum):
    """What is kept of M10: no dispute, an open conflict, or that something must be seen to elsewhere first."""

    NONE = "none"
    CONFLICT = "conflict"
    REFERRED = "referred"


class Shock(StrEnum):
    """Whether something shocking has just happened (M11)."""

    NONE = "none"
    WITHIN_A_WEEK = "within_a_week"
    WITHIN_A_MONTH = "within_a_month"


class Wanted(StrEnum):
    """Whether those who take part want it themselves (M14)."""

    YES = "yes"
    MIXED = "mixed"
    ORDERED = "ordered"


class SamePeople(StrEnum):
    """Whether the same people can come each time (M15)."""

    YES = "yes"
    MOSTLY = "mostly"
    NO = "no"


class ManagerPart(StrEnum):
    """Whether the line manager takes part, and as what (M07)."""

    NO = "no"
    MEMBER = "member"
    MANAGER = "manager"
    START_AND_END = "start_and_end"


class PlaceWish(StrEnum):
    """Where meetings suit (M16)."""

    THEIRS = "theirs"
    SUPERVISORS = "supervisors"
    REMOTE = "remote"
    MIXED = "mixed"


class SupervisorWish(StrEnum):
    """What is hoped of the supervisor (M20)."""

    OWN_FIELD = "own_field"
    OUTSIDE_EYE = "outside_eye"
    TALKING = "talking"
    ACTIVE_METHODS = "active_methods"
    IN_FINNISH = "in_finnish"
    IN_SWEDISH = "in_swedish"
    IN_ENGLISH = "in_english"


class MayTell(StrEnum):
    """What the commissioner may be told (M23)."""

    ATTENDANCE = "attendance"
    GOALS = "goals"
    SUMMARY = "summary"


class TellWhen(StrEnum):
    """When the commissioner is told (M23)."""

    MIDDLE = "middle"
    END = "end"
    MIDDLE_AND_END = "middle_and_end"


class Teller(StrEnum):
    """Who tells the commissioner (M23)."""

    SUPERVISOR = "supervisor"
    SUPERVISEES = "supervisees"
    TOGETHER = "together"


class HowEvaluated(StrEnum):
    """How the result is to be judged (M24)."""

    TALKING = "talking"
    GOALS = "goals"
    SHORT_QUESTIONS = "short_questions"
    SUMMARY = "summary"


class PracticalNeed(StrEnum):
    """What helps everyone to take part (M25): things of the room and the way of working, never a reason."""

    STEP_FREE = "step_free"
    HEARING_LOOP = "hearing_loop"
    LARGE_PRINT = "large_print"
    INTERPRETER = "interpreter"
    PLAIN_LANGUAGE = "plain_language"
    BREAKS = "breaks"
    QUIET_SPACE = "quiet_space"
    FRAGRANCE_FREE = "fragrance_free"
    REMOTE_POSSIBLE = "remote_possible"


class SaidBy(StrEnum):
    """How an answer came."""

    TOGETHER = "together"
    ALONE = "alone"
    PAPER = "paper"


class OtherwiseReason(StrEnum):
    """Why the supervisor chose otherwise than the rules proposed."""

    TALKED_THROUGH = "talked_through"
    PRACTICAL = "practical"
    MONEY = "money"
    EXPERIENCE = "experience"
    OTHER = "other"
