"""The words of the mapping conversation and of the form it recommends (domain 2)."""

from enum import StrEnum


class Theme(StrEnum):
    """What one wants to look into (M03)."""

    OWN_ROLE = "own_role"
    LEADERSHIP_ROLE = "leadership_role"
    CAREER_TRANSITION = "career_transition"
    PROFESSIONAL_IDENTITY = "professional_identity"
    CLIENT_CASES = "client_cases"
    EMOTIONAL_LOAD = "emotional_load"
    PEER_LEARNING = "peer_learning"
    PAIR_WORK = "pair_work"
    TEAM_COOPERATION = "team_cooperation"
    ROLES_TASKS = "roles_tasks"
    PRIMARY_TASK = "primary_task"
    QUALITY_REQUIREMENTS = "quality_requirements"
    CHANGE = "change"
    MULTIPROFESSIONAL = "multiprofessional"
    CLIMATE = "climate"


class Sharers(StrEnum):
    """Whose shared matter it is (M04)."""

    ME = "me"
    PAIR = "pair"
    TEAM = "team"
    SAME_TASKS_OTHER_TEAMS = "same_tasks_other_teams"
    UNIT = "unit"
    OTHER_WORKPLACES = "other_workplaces"


class GateKind(StrEnum):
    """What a gate asks for before, beside or instead of supervision."""

    STOP = "STOP"
    FIRST = "FIRST"
    ALSO = "ALSO"
    CHECK = "CHECK"


class GateCode(StrEnum):
    """What is to be seen to before any recommendation is read."""

    HARASSMENT = "G1"
    CRISIS = "G2"
    HEALTH = "G3"
    DECISION = "G4"
    CONFLICT = "G5"
    ORDERED = "G6"
    TOO_FEW = "G7"
    TOO_SHORT = "G8"


class Rule(StrEnum):
    """What moved a form, or the length of its meetings."""

    THEMES = "R1"
    SHARERS = "R2"
    PERSONS = "R3"
    VOICE = "R4"
    PRIVATE = "R5"
    MANAGER = "R6"
    CHANGING_PEOPLE = "R7"
    CONFLICT = "R8"
    SHORT_MEETING = "L3"
    LARGE_UNIT = "L4"


class Confidence(StrEnum):
    """How far the first form is ahead of the second."""

    CLEAR = "clear"
    LEANING = "leaning"
    OPEN = "open"
