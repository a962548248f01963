"""Words of what is answered alone in the workroom, without a name."""

from enum import StrEnum


class AloneKind(StrEnum):
    """What a round asks: how the meeting was, or how far the group's own goals have come."""

    PULSE = "pulse"
    LEVELS = "levels"
