"""What people read in the mapping conversation: the questions, and what can be answered to them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tuokio.mapping.domain.questions import Step
from tuokio.mapping.explaining.words import THEMES
from tuokio.terms import conversation_words as w
from tuokio.terms import mapping_words as m

QUESTIONS: dict[str, Promise] = {
    "M01": _("On whose initiative are you in touch?"),
    "M02": _("What has happened that makes this topical now?"),
    "M03": _("What do you want to look into? One to three, the most important first"),
    "M04": _("Whose shared matter is this?"),
    "M05": _("How many people does it concern, and how many can take part?"),
    "M06": _("Do you do the same work? In the same team? For the same employer?"),
    "M07": _("Does the line manager take part, and as what?"),
    "M08": _("How safe is it to speak of this with those whom it concerns?"),
    "M09": _("How private is this?"),
    "M10": _("Is there a dispute, a suspicion of harassment or a disciplinary matter?"),
    "M11": _("Has something shocking just happened?"),
    "M12": _("Is this about health, or a need of care?"),
    "M13": _("Does this wait for a decision that only the management can make?"),
    "M14": _("Do those who would take part want this themselves?"),
    "M15": _("Can the same people come every time?"),
    "M16": _("What time suits: length, day of the week, shift work, place, remotely?"),
    "M17": _("How would you notice that supervision helped?"),
    "M18": _("What other development is under way? Are changes coming?"),
    "M19": _("Has there been supervision before? What worked, what did not?"),
    "M20": _("What do you hope of the supervisor?"),
    "M21": _("Are there earlier ties between the supervisor and any of you?"),
    "M22": _("Who pays, how many meetings are possible, from which budget?"),
    "M23": _("What may the commissioner be told, when, and by whom?"),
    "M24": _("How do you want to judge the result?"),
    "M25": _("What helps everyone to take part?"),
}
STEPS: dict[str, Promise] = {
    Step.WHO: _("Who takes part, and who pays"),
    Step.FIRST: _("What must be seen to first"),
    Step.MATTER: _("What it is about"),
    Step.TOGETHER: _("Those who take part together"),
    Step.PRACTICE: _("Time and place"),
    Step.HOPES: _("What it is hoped to bring"),
    Step.SUPERVISOR: _("Before, beside, and the supervisor"),
    Step.NEEDS: _("So that everyone can take part"),
    Step.HEALTH: _("Health, without writing anything down"),
}
NOT_ASKED = _("not asked")
NOT_ANSWERED = _("no answer")
YES_NO: dict[str, Promise] = {"yes": _("yes"), "no": _("no")}
INITIATIVES: dict[str, Promise] = {
    w.Initiative.SELF: _("my own"),
    w.Initiative.TEAM: _("the team's"),
    w.Initiative.MANAGER: _("the line manager's"),
    w.Initiative.HR: _("personnel services' or the coordinator's"),
    w.Initiative.OTHER: _("someone else's"),
}
PAYERS: dict[str, Promise] = {
    w.WhoPays.EMPLOYER: _("the employer"),
    w.WhoPays.SELF: _("I pay myself"),
    w.WhoPays.OTHER: _("someone else"),
}
BUDGETS: dict[str, Promise] = {
    w.BudgetFrom.UNIT: _("the unit's own"),
    w.BudgetFrom.CENTRAL: _("personnel services or another shared one"),
    w.BudgetFrom.PROJECT: _("a project's"),
    w.BudgetFrom.OPEN: _("not known yet"),
}
DISPUTES: dict[str, Promise] = {
    w.Dispute.NONE: _("no"),
    w.Dispute.CONFLICT: _("an open dispute"),
    w.Dispute.REFERRED: _("suspected harassment, or a disciplinary matter"),
}
SHOCKS: dict[str, Promise] = {
    w.Shock.NONE: _("no"),
    w.Shock.WITHIN_A_WEEK: _("within a week"),
    w.Shock.WITHIN_A_MONTH: _("within four weeks"),
}
WANTED: dict[str, Promise] = {
    w.Wanted.YES: _("they do"),
    w.Wanted.MIXED: _("some do, some do not"),
    w.Wanted.ORDERED: _("it was ordered for them"),
}
SAME_PEOPLE: dict[str, Promise] = {
    w.SamePeople.YES: _("they can"),
    w.SamePeople.MOSTLY: _("mostly"),
    w.SamePeople.NO: _("they cannot"),
}
MANAGER_PARTS: dict[str, Promise] = {
    w.ManagerPart.NO: _("does not take part"),
    w.ManagerPart.MEMBER: _("as one of the group"),
    w.ManagerPart.MANAGER: _("as the line manager"),
    w.ManagerPart.START_AND_END: _("only at the start and at the end"),
}
PLACES: dict[str, Promise] = {
    w.PlaceWish.THEIRS: _("at our workplace"),
    w.PlaceWish.SUPERVISORS: _("at the supervisor's"),
    w.PlaceWish.REMOTE: _("remotely"),
    w.PlaceWish.MIXED: _("partly remotely"),
}
SUPERVISOR_WISHES: dict[str, Promise] = {
    w.SupervisorWish.OWN_FIELD: _("knows our field"),
    w.SupervisorWish.OUTSIDE_EYE: _("an outside eye"),
    w.SupervisorWish.TALKING: _("mainly talking"),
    w.SupervisorWish.ACTIVE_METHODS: _("pictures, exercises or other active methods"),
    w.SupervisorWish.IN_FINNISH: _("in Finnish"),
    w.SupervisorWish.IN_SWEDISH: _("in Swedish"),
    w.SupervisorWish.IN_ENGLISH: _("in English"),
}
MAY_TELL: dict[str, Promise] = {
    w.MayTell.ATTENDANCE: _("how many meetings were held"),
    w.MayTell.GOALS: _("the goals agreed with the commissioner, and how they came along"),
    w.MayTell.SUMMARY: _("a summary that the group has gone through"),
}
TELL_WHEN: dict[str, Promise] = {
    w.TellWhen.MIDDLE: _("in the middle"),
    w.TellWhen.END: _("at the end"),
    w.TellWhen.MIDDLE_AND_END: _("in the middle and at the end"),
}
TELLERS: dict[str, Promise] = {
    w.Teller.SUPERVISOR: _("the supervisor"),
    w.Teller.SUPERVISEES: _("those who take part"),
    w.Teller.TOGETHER: _("together"),
}
HOW_EVALUATED: dict[str, Promise] = {
    w.HowEvaluated.TALKING: _("by talking it over"),
    w.HowEvaluated.GOALS: _("by the agreed goals and their levels"),
    w.HowEvaluated.SHORT_QUESTIONS: _("by a few short questions now and later"),
    w.HowEvaluated.SUMMARY: _("by a shared summary"),
}
NEEDS: dict[str, Promise] = {
    w.PracticalNeed.STEP_FREE: _("step-free access"),
    w.PracticalNeed.HEARING_LOOP: _("a hearing loop or a microphone"),
    w.PracticalNeed.LARGE_PRINT: _("large print or a screen reader"),
    w.PracticalNeed.INTERPRETER: _("an interpreter"),
    w.PracticalNeed.PLAIN_LANGUAGE: _("plain language"),
    w.PracticalNeed.BREAKS: _("more breaks"),
    w.PracticalNeed.QUIET_SPACE: _("a quiet space"),
    w.PracticalNeed.FRAGRANCE_FREE: _("no fragrances"),
    w.PracticalNeed.REMOTE_POSSIBLE: _("a chance to join remotely"),
}
OTHERWISE: dict[str, Promise] = {
    w.OtherwiseReason.TALKED_THROUGH: _("so it was found in the talk"),
    w.OtherwiseReason.PRACTICAL: _("times, places or people do not allow it"),
    w.OtherwiseReason.MONEY: _("the money is for less"),
    w.OtherwiseReason.EXPERIENCE: _("my experience speaks for it"),
    w.OtherwiseReason.OTHER: _("another reason"),
}
PRIVATE: dict[str, Promise] = {
    "1": _("1 – anyone may know"),
    "2": "2",  # type: ignore[dict-item]  # a number reads the same in every language
    "3": "3",  # type: ignore[dict-item]  # the same
    "4": "4",  # type: ignore[dict-item]  # the same
    "5": _("5 – very private"),
}
VOICES: dict[str, Promise] = {
    "1": _("1 – not safe at all"),
    "2": "2",  # type: ignore[dict-item]  # a number reads the same in every language
    "3": "3",  # type: ignore[dict-item]  # the same
    "4": "4",  # type: ignore[dict-item]  # the same
    "5": _("5 – quite safe"),
}
LENGTHS: dict[str, Promise] = {
    "45": _("45 minutes at most"),
    "60": _("60 minutes at most"),
    "75": _("75 minutes at most"),
    "90": _("90 minutes at most"),
    "120": _("two hours"),
}
INTERVALS: dict[str, Promise] = {
    "0": _("no wish"),
    "1": _("once a week"),
    "2": _("every two weeks"),
    "3": _("every three weeks"),
    "4": _("every four weeks"),
    "5": _("every five weeks"),
    "6": _("every six weeks"),
}
WEEKDAYS: dict[str, Promise] = {
    "0": _("Monday"),
    "1": _("Tuesday"),
    "2": _("Wednesday"),
    "3": _("Thursday"),
    "4": _("Friday"),
}
SHARERS: dict[str, Promise] = {
    m.Sharers.ME: _("my own"),
    m.Sharers.PAIR: _("mine and my working partner's"),
    m.Sharers.TEAM: _("our team's"),
    m.Sharers.SAME_TASKS_OTHER_TEAMS: _("those with the same tasks in other teams"),
    m.Sharers.UNIT: _("the whole unit's"),
    m.Sharers.OTHER_WORKPLACES: _("those of the same field at other workplaces"),
}
ELSEWHERE_FIRST: tuple[Promise, ...] = (
    _(
        "Suspected harassment and disciplinary matters are for the employer to see to first: it has a duty to act."
    ),
    _(
        "You can turn to your own line manager or the manager above, the occupational safety representative, a shop steward or occupational health care."
    ),
    _("Supervision can be thought of again when the matter has been dealt with."),
)
HEALTH_BESIDE: tuple[Promise, ...] = (
    _("Occupational health care is the right place for health and for a need of care."),
    _("Supervision is possible beside it, but not instead of it."),
    _("This answer was not written down anywhere and was not sent to anyone."),
)
HEALTH_NOT: Promise = _("Good. This answer was not written down anywhere and was not sent to anyone.")
LABELS: dict[str, dict[str, Promise]] = {
    "payer": PAYERS,
    "budget": BUDGETS,
    "shock": SHOCKS,
    "wanted": WANTED,
    "initiative": INITIATIVES,
    "sharers": SHARERS,
    "private": PRIVATE,
    "manager_part": MANAGER_PARTS,
    "same_people": SAME_PEOPLE,
    "max_minutes": LENGTHS,
    "interval_weeks": INTERVALS,
    "weekdays": WEEKDAYS,
    "place": PLACES,
    "how_evaluated": HOW_EVALUATED,
    "may_tell": MAY_TELL,
    "tell_when": TELL_WHEN,
    "teller": TELLERS,
    "supervisor_wishes": SUPERVISOR_WISHES,
    "themes": THEMES,
    "dispute": DISPUTES | {w.Dispute.REFERRED: _("to be seen to elsewhere first")},
}
