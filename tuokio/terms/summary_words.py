"""Words of the summary that a group gives to its commissioner (domain 5.7)."""

from enum import StrEnum


class SummaryState(StrEnum):
    """Where a summary stands on its way to the commissioner, who sees nothing of it before it is given."""

    DRAFT = "draft"
    IN_GROUP = "in_group"
    RETURNED = "returned"
    APPROVED = "approved"
    GIVEN = "given"
    DISCUSSED = "discussed"
    ASKED_BACK = "asked_back"
    NOTHING_GIVEN = "nothing_given"


class GroupWord(StrEnum):
    """What a member says of a summary, alone and unseen."""

    OK = "ok"
    CHANGE = "change"
    BLOCK = "block"


class ReturnReason(StrEnum):
    """Why a summary came back to its supervisor: never who, never how many."""

    GROUP = "group"
    SLIPS_MISSING = "slips_missing"
    NO_ANSWER = "no_answer"


class Recommendation(StrEnum):
    """What the supervisor and the group recommend to the commissioner."""

    END = "end"
    END_WITH_FOLLOW_UP = "end_with_follow_up"
    CONTINUE = "continue"
    CHANGE_FORM = "change_form"


class Publicity(StrEnum):
    """Whether what is given to this commissioner becomes an authority's document."""

    AUTHORITY = "authority"
    PERHAPS = "perhaps"
    PRIVATE = "private"
