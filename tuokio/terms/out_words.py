"""Words of what a group lets out of the workroom (domain 5.7, confidentiality 3.7)."""

from enum import StrEnum


class OutState(StrEnum):
    """Where something stands on its way out of the room; the commissioner sees nothing of it before it is given."""

    PROPOSED = "proposed"
    MAY_BE_GIVEN = "may_be_given"
    NOT_GIVEN = "not_given"
    GIVEN = "given"
    REPLACED = "replaced"
    ASKED_BACK = "asked_back"


class OutKind(StrEnum):
    """What may leave the workroom."""

    PRIMARY_TASK = "primary_task"
    ROLE_MAP = "role_map"
    QUALITY = "quality"
    GOAL = "goal"
    OBSERVATION = "observation"


class OutMark(StrEnum):
    """Why it may leave at all: it is about structures, or it is the group's own result."""

    STRUCTURAL = "structural"
    RESULT = "result"
