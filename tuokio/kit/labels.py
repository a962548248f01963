"""What people read for each word of the field, in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tuokio.terms import out_words as o
from tuokio.terms import words as w

FORMS: dict[str, Promise] = {
    w.FormOfWork.INDIVIDUAL: _("Individual supervision"),
    w.FormOfWork.PAIR: _("Pair supervision"),
    w.FormOfWork.GROUP: _("Group supervision"),
    w.FormOfWork.WORK_COMMUNITY: _("Work-community supervision"),
}
# the rest is often called after the people in it
BEARS_A_NAME = frozenset({w.FormOfWork.GROUP, w.FormOfWork.WORK_COMMUNITY})
COMPOSITIONS: dict[str, Promise] = {
    w.Composition.SAME_TEAM_SAME_WORK: _("same team, same work"),
    w.Composition.SAME_TEAM_DIFFERENT_WORK: _("same team, different work"),
    w.Composition.SAME_TASKS_OTHER_TEAMS: _("same tasks, other teams"),
    w.Composition.SAME_FIELD_OTHER_WORKPLACES: _("same field, other workplaces"),
}
OUT_KINDS: dict[str, Promise] = {
    o.OutKind.PRIMARY_TASK: _("Primary task"),
    o.OutKind.ROLE_MAP: _("Roles and tasks"),
    o.OutKind.QUALITY: _("Quality requirement"),
    o.OutKind.GOAL: _("The group's own goal"),
    o.OutKind.OBSERVATION: _("Observation and wish"),
}
OUT_MARKS: dict[str, Promise] = {
    o.OutMark.STRUCTURAL: _("about structures"),
    o.OutMark.RESULT: _("the group's own result"),
}
PROCESS_STATES: dict[str, Promise] = {
    w.ProcessState.ENQUIRED: _("enquiry"),
    w.ProcessState.MAPPING: _("mapping"),
    w.ProcessState.RECOMMENDED: _("form recommended"),
    w.ProcessState.OFFERED: _("offer sent"),
    w.ProcessState.AGREEING: _("agreement open"),
    w.ProcessState.AGREED: _("agreed"),
    w.ProcessState.RUNNING: _("running"),
    w.ProcessState.PAUSED: _("paused"),
    w.ProcessState.RENEGOTIATING: _("terms being changed"),
    w.ProcessState.FINAL_REVIEW: _("final evaluation"),
    w.ProcessState.TERMINATED: _("ending early"),
    w.ProcessState.CLOSING: _("closing"),
    w.ProcessState.CLOSED: _("closed"),
    w.ProcessState.REFERRED: _("referred elsewhere"),
    w.ProcessState.DECLINED: _("did not start"),
    w.ProcessState.ERASED: _("erased"),
}
PRACTICE_KINDS: dict[str, Promise] = {
    w.PracticeKind.SOLO: _("I work alone"),
    w.PracticeKind.PRACTICE: _("A practice of several supervisors"),
    w.PracticeKind.INTERNAL: _("An organisation's own supervision unit"),
}
STANDINGS: dict[str, Promise] = {
    w.Standing.OWNER: _("owner"),
    w.Standing.SUPERVISOR: _("supervisor"),
    w.Standing.COORDINATOR: _("coordinator"),
}
ORGANISATION_KINDS: dict[str, Promise] = {
    w.OrganisationKind.COUNTY: _("wellbeing services county"),
    w.OrganisationKind.MUNICIPALITY: _("municipality"),
    w.OrganisationKind.CHURCH: _("parish or church"),
    w.OrganisationKind.NGO: _("association or foundation"),
    w.OrganisationKind.SCHOOL: _("school"),
    w.OrganisationKind.COMPANY: _("company"),
    w.OrganisationKind.STATE: _("state office"),
    w.OrganisationKind.SELF_PAYER: _("pays for themselves"),
}
REFERRALS: dict[str, Promise] = {
    w.ReferralReason.OCCUPATIONAL_HEALTH: _("occupational health care"),
    w.ReferralReason.MEDIATION: _("work-community mediation"),
    w.ReferralReason.CRISIS_HELP: _("crisis help"),
    w.ReferralReason.MANAGEMENT: _("the management's decision first"),
    w.ReferralReason.OTHER_SUPERVISOR: _("another supervisor"),
}
ENDINGS: dict[str, Promise] = {
    w.EndingReason.PURPOSE_REACHED: _("the purpose was reached"),
    w.EndingReason.COMMISSIONER_ENDED: _("the commissioner ended it"),
    w.EndingReason.SUPERVISEES_ENDED: _("the supervisees ended it"),
    w.EndingReason.SUPERVISOR_ENDED: _("the supervisor ended it"),
    w.EndingReason.WORK_CHANGED: _("work or organisation changed"),
    w.EndingReason.BUDGET: _("money ran out"),
    w.EndingReason.OTHER: _("another reason"),
}
NOT_INVOICED: dict[str, Promise] = {
    w.NotInvoicedReason.GOODWILL: _("goodwill"),
    w.NotInvoicedReason.INCLUDED: _("included in another price"),
    w.NotInvoicedReason.FREE_TRIAL: _("free first meeting"),
    w.NotInvoicedReason.INVOICED_ELSEWHERE: _("invoiced elsewhere"),
    w.NotInvoicedReason.OTHER: _("another reason"),
}
AUDIENCES: dict[str, Promise] = {
    w.Audience.OWN: _("Only you see this"),
    w.Audience.GROUP: _("The group sees this"),
    w.Audience.COMMISSIONER: _("The commissioner sees this"),
    w.Audience.PRACTICE: _("The practice sees this"),
}
# where the usual words would name somebody who is not there
TWO_SEE_THIS = _("you two see this")
PAYER_SEES_THIS = _("The payer sees this")


def name_from_outside(name: str, form: str) -> str:
    """A process as it is called to who is not in it: a group by its name, one person or a pair by the form only."""
    return name if form in BEARS_A_NAME else str(FORMS[form])
