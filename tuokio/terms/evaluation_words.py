"""The words of evaluation: when it is asked, what about, and what becomes of a wave (domain 1.2, 1.5, 5.5)."""

from enum import StrEnum


class WavePoint(StrEnum):
    """Where on the way a wave stands."""

    START = "t1"
    MIDDLE = "t2"
    END = "t3"


class WaveState(StrEnum):
    """What has become of a wave (domain 1.2)."""

    SCHEDULED = "scheduled"
    OPEN = "open"
    REPORTED = "reported"
    SUPPRESSED = "suppressed"
    SKIPPED = "skipped"


class SkipReason(StrEnum):
    """Why a wave was left out."""

    NO_TIME = "no_time"
    FEW_PRESENT = "few_present"
    GROUP_DECIDED = "group_decided"
    TALKED_INSTEAD = "talked_instead"
    PROCESS_ENDED = "process_ended"


class Question(StrEnum):
    """How a statement is asked: as it is now, or as the start looks seen from now."""

    NOW = "now"
    THEN = "then"


class OutcomeFactor(StrEnum):
    """What supervision may do good to: six benefits of a good start, nine outcomes (domain 5.5)."""

    SHARED_GOALS = "B1"
    TASKS_AND_ROLES = "B2"
    SMOOTH_WORK = "B3"
    CHANGE_AND_LEARNING = "B4"
    LEADERSHIP_AND_COOPERATION = "B5"
    PRODUCTIVITY = "B6"
    QUALITY = "O1"
    PROFESSIONAL_IDENTITY = "O2"
    COPING = "O3"
    LEARNING_FROM_OTHERS = "O4"
    CLIMATE = "O5"
    LEADERSHIP = "O6"
    PRIMARY_TASK = "O7"
    QUALITY_REQUIREMENTS = "O8"
    MULTIPROFESSIONAL = "O9"
