"""The field's vocabulary (glossary: docs/glossary.md). Plain enums, known to every context."""

from enum import StrEnum


class FormOfWork(StrEnum):
    """How supervision is given."""

    INDIVIDUAL = "individual"
    PAIR = "pair"
    GROUP = "group"
    WORK_COMMUNITY = "work_community"


class Composition(StrEnum):
    """Who sit together when more than one is supervised."""

    SAME_TEAM_SAME_WORK = "same_team_same_work"
    SAME_TEAM_DIFFERENT_WORK = "same_team_different_work"
    SAME_TASKS_OTHER_TEAMS = "same_tasks_other_teams"
    SAME_FIELD_OTHER_WORKPLACES = "same_field_other_workplaces"


class ProcessState(StrEnum):
    """Where a process stands on its way, from first contact to erasing (domain 1.2)."""

    ENQUIRED = "enquired"
    MAPPING = "mapping"
    RECOMMENDED = "recommended"
    OFFERED = "offered"
    AGREEING = "agreeing"
    AGREED = "agreed"
    RUNNING = "running"
    PAUSED = "paused"
    RENEGOTIATING = "renegotiating"
    FINAL_REVIEW = "final_review"
    TERMINATED = "terminated"
    CLOSING = "closing"
    CLOSED = "closed"
    REFERRED = "referred"
    DECLINED = "declined"
    ERASED = "erased"


class ProcessEvent(StrEnum):
    """What moves a process from one state to another."""

    ENQUIRE = "enquire"
    OPEN_PROCESS = "open_process"
    BRING_IN = "bring_in"
    START_SHORT = "start_short"
    ACCEPT_ENQUIRY = "accept_enquiry"
    REFER = "refer"
    CLOSE_REFERRAL = "close_referral"
    DECLINE = "decline"
    RECORD_RECOMMENDATION = "record_recommendation"
    REOPEN_MAPPING = "reopen_mapping"
    SEND_OFFER = "send_offer"
    SKIP_TO_OFFER = "skip_to_offer"
    SKIP_TO_AGREEMENT = "skip_to_agreement"
    START_ON_PAPER = "start_on_paper"
    REVISE = "revise"
    ACCEPT_OFFER = "accept_offer"
    REOPEN_TERMS = "reopen_terms"
    WITHDRAW = "withdraw"
    ALL_PARTIES_ACCEPTED = "all_parties_accepted"
    FIRST_MEETING_HELD = "first_meeting_held"
    TERMINATE = "terminate"
    PAUSE = "pause"
    RESUME = "resume"
    CHANGE_REQUEST = "change_request"
    AMENDMENT_DONE = "amendment_done"
    LAST_MEETING_HELD = "last_meeting_held"
    CONTINUE = "continue"
    HOLD_FINAL_REVIEW = "hold_final_review"
    NO_FINAL_REVIEW = "no_final_review"
    REVIEW_DONE = "review_done"
    CLOSE = "close"
    RETENTION_DUE = "retention_due"


class PracticeKind(StrEnum):
    """Whose installation this is: one supervisor's, several supervisors', or an employer's own unit."""

    SOLO = "solo"
    PRACTICE = "practice"
    INTERNAL = "internal"


class Standing(StrEnum):
    """What a person may do in a practice."""

    OWNER = "owner"
    SUPERVISOR = "supervisor"
    COORDINATOR = "coordinator"


class OrganisationKind(StrEnum):
    """What kind of commissioner orders and pays."""

    COUNTY = "county"
    MUNICIPALITY = "municipality"
    CHURCH = "church"
    NGO = "ngo"
    SCHOOL = "school"
    COMPANY = "company"
    STATE = "state"
    SELF_PAYER = "self_payer"


class ReferralReason(StrEnum):
    """Where someone is better helped (domain 1.2 `refer`)."""

    OCCUPATIONAL_HEALTH = "occupational_health"
    MEDIATION = "mediation"
    CRISIS_HELP = "crisis_help"
    MANAGEMENT = "management"
    OTHER_SUPERVISOR = "other_supervisor"


class EndingReason(StrEnum):
    """Why a process ended before its agreed end: a code, never a text."""

    PURPOSE_REACHED = "purpose_reached"
    COMMISSIONER_ENDED = "commissioner_ended"
    SUPERVISEES_ENDED = "supervisees_ended"
    SUPERVISOR_ENDED = "supervisor_ended"
    WORK_CHANGED = "work_changed"
    BUDGET = "budget"
    OTHER = "other"


class Audience(StrEnum):
    """Who can read a piece of the page: the only thing that colour means."""

    OWN = "own"
    GROUP = "group"
    COMMISSIONER = "commissioner"
    PRACTICE = "practice"


class Payment(StrEnum):
    """What became of a meeting that is to be invoiced."""

    OPEN = "open"
    INVOICED = "invoiced"
    NOT_INVOICED = "not_invoiced"


class NotInvoicedReason(StrEnum):
    """Why a held or charged meeting is not invoiced."""

    GOODWILL = "goodwill"
    INCLUDED = "included"
    FREE_TRIAL = "free_trial"
    INVOICED_ELSEWHERE = "invoiced_elsewhere"
    OTHER = "other"


class WayIn(StrEnum):
    """How a member reaches Tuokio, or does not."""

    NONE = "none"
    MAIL = "mail"
    SLIP = "slip"


class PaperKind(StrEnum):
    """Where the signed agreement of a process is."""

    NONE = "none"
    AT_MY_PLACE = "at_my_place"
    UPLOADED = "uploaded"
