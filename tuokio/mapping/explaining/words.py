"""The sentences a recommendation is told in."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuokio.kit.labels import FORMS
from tuokio.mapping.domain.answers import NO_CRISIS, Answers
from tuokio.terms.mapping_words import Confidence, GateCode, GateKind, Sharers, Theme
from tuokio.terms.words import Composition, FormOfWork

THEMES: dict[str, Promise] = {
    Theme.OWN_ROLE: gettext_lazy("my own role and task"),
    Theme.LEADERSHIP_ROLE: gettext_lazy("the work of a line manager"),
    Theme.CAREER_TRANSITION: gettext_lazy("a turning point in working life"),
    Theme.PROFESSIONAL_IDENTITY: gettext_lazy("professional identity"),
    Theme.CLIENT_CASES: gettext_lazy("situations with clients or patients"),
    Theme.EMOTIONAL_LOAD: gettext_lazy("the strain of the work"),
    Theme.PEER_LEARNING: gettext_lazy("learning from colleagues"),
    Theme.PAIR_WORK: gettext_lazy("working as a pair"),
    Theme.TEAM_COOPERATION: gettext_lazy("cooperation in the team"),
    Theme.ROLES_TASKS: gettext_lazy("roles and division of tasks"),
    Theme.PRIMARY_TASK: gettext_lazy("the primary task"),
    Theme.QUALITY_REQUIREMENTS: gettext_lazy("what good quality asks for"),
    Theme.CHANGE: gettext_lazy("a change at work"),
    Theme.MULTIPROFESSIONAL: gettext_lazy("working across professions"),
    Theme.CLIMATE: gettext_lazy("the climate at work"),
}
GATE_KINDS: dict[str, Promise] = {
    GateKind.STOP: gettext_lazy("No supervision now"),
    GateKind.FIRST: gettext_lazy("First"),
    GateKind.ALSO: gettext_lazy("Besides"),
    GateKind.CHECK: gettext_lazy("Check first"),
}
GATE_TITLES: dict[str, Promise] = {
    GateCode.HARASSMENT: gettext_lazy("The employer acts first"),
    GateCode.CRISIS: gettext_lazy("Crisis help comes before supervision"),
    GateCode.HEALTH: gettext_lazy("Occupational health care beside supervision"),
    GateCode.DECISION: gettext_lazy("The management's decision comes before supervision"),
    GateCode.CONFLICT: gettext_lazy("Think of mediation"),
    GateCode.ORDERED: gettext_lazy("Meet those who would take part before anything is agreed"),
    GateCode.TOO_FEW: gettext_lazy("This is a consultation rather than a process"),
    GateCode.TOO_SHORT: gettext_lazy("The time is too short for a group"),
}
GATE_TEXTS: dict[str, Promise] = {
    GateCode.HARASSMENT: gettext_lazy(
        "Suspected harassment and disciplinary cases are the employer's to clear up, so no form of work is"
        " recommended. Turn to the line manager, the health and safety representative or the shop steward;"
        " the occupational safety authority advises too. Supervision can be looked at again afterwards."
    ),
    GateCode.CRISIS: gettext_lazy(
        "Something shocking happened within the last week. Help trained for it comes first: through"
        " occupational health care or the crisis help of the municipality. Supervision suits a few weeks later."
    ),
    GateCode.HEALTH: gettext_lazy(
        "Supervision goes well beside care, but does not take its place. This is shown here only; it is kept nowhere."
    ),
    GateCode.DECISION: gettext_lazy(
        "What is waited for is a decision that only the management can make. Either it is made first, or"
        " supervision is agreed to be about how to live with the waiting."
    ),
    GateCode.CONFLICT: gettext_lazy(
        "You said that a dispute is under way. Mediation in the work community, or talks apart from each"
        " other, often come before supervision together."
    ),
    GateCode.ORDERED: gettext_lazy(
        "You said that supervision was decided on by others. Being present may be part of the work; telling"
        " of one's own matters is always voluntary."
    ),
    GateCode.TOO_FEW: gettext_lazy("Supervision is a process of several meetings, at least three."),
    GateCode.TOO_SHORT: gettext_lazy(
        "A meeting of a pair, a group or a work community takes at least 75 minutes if each is to be heard."
    ),
}
CONFIDENCES: dict[str, Promise] = {
    Confidence.CLEAR: gettext_lazy("the difference is clear"),
    Confidence.LEANING: gettext_lazy("the difference is small"),
    Confidence.OPEN: gettext_lazy("both would fit, so talk it through"),
}
COMPOSITION_TEXTS: dict[str, Promise] = {
    Composition.SAME_TEAM_SAME_WORK: gettext_lazy(
        "Trust grows fastest here. A good place for everyday situations and for shared ways of doing the work well."
    ),
    Composition.SAME_TEAM_DIFFERENT_WORK: gettext_lazy(
        "A good place to look into roles, cooperation across professions, and what good quality asks for."
    ),
    Composition.SAME_TASKS_OTHER_TEAMS: gettext_lazy(
        "One learns from others in the same job, and nobody is anybody's superior. Suits line managers well."
    ),
    Composition.SAME_FIELD_OTHER_WORKPLACES: gettext_lazy(
        "Here it is freest to speak, and professional identity grows stronger, in small professions too. What"
        " is to change at home is taken there by each one."
    ),
}
# Completes "You said that the matter is …" and "The matter would be …"
SHARED: dict[str, Promise] = {
    Sharers.ME: gettext_lazy("your own alone"),
    Sharers.PAIR: gettext_lazy("shared by a working pair"),
    Sharers.TEAM: gettext_lazy("shared by the team"),
    Sharers.SAME_TASKS_OTHER_TEAMS: gettext_lazy("shared by those with the same tasks in other teams"),
    Sharers.UNIT: gettext_lazy("shared by the whole unit"),
    Sharers.OTHER_WORKPLACES: gettext_lazy("shared with people of the same field at other workplaces"),
}
HOW_MANY: dict[int, Promise] = {
    1: gettext_lazy("only one"),
    2: gettext_lazy("two"),
    3: gettext_lazy("three"),
    4: gettext_lazy("from four to eight"),
    9: gettext_lazy("more than eight"),
}
QUESTIONS: dict[str, Promise] = {
    "themes": gettext_lazy("What do you want to look into?"),
    "persons": gettext_lazy("How many can take part?"),
    "sharers": gettext_lazy("Whose shared matter is it?"),
    "same_team": gettext_lazy("Are you in the same team?"),
    "same_work": gettext_lazy("Do you do the same work?"),
    "same_org": gettext_lazy("Do you have the same employer?"),
    "private": gettext_lazy("How private is the matter?"),
    "voluntary": gettext_lazy("Do those who take part want it themselves?"),
    "manager_in": gettext_lazy("Does a line manager take part with their own staff?"),
    "open_conflict": gettext_lazy("Is a dispute under way?"),
    "crisis_days": gettext_lazy("Has something shocking just happened?"),
    "decision_needed": gettext_lazy("Is a decision of the management waited for?"),
    "same_people": gettext_lazy("Can the same people come each time?"),
    "goals": gettext_lazy("How would you notice that it helped?"),
    "max_minutes": gettext_lazy("How long can a meeting be?"),
    "max_sessions": gettext_lazy("How many meetings does the payer allow?"),
    "interval_pref": gettext_lazy("Is there a wish for the time between meetings?"),
    "voice": gettext_lazy("How safe is it to speak of this with the others?"),
}
# What stands for "no limit" and "no wish" among the assumed values
WITHOUT_LIMIT: dict[tuple[str, int], Promise] = {
    ("crisis_days", NO_CRISIS): gettext_lazy("no"),
    ("max_sessions", Answers().max_sessions): gettext_lazy("no limit"),
    ("interval_pref", 0): gettext_lazy("no wish"),
}


def form_inside(form: str) -> str:
    """The name of a form in the middle of a sentence."""
    name = str(FORMS[form])
    return name[:1].lower() + name[1:]


def forms_inside(forms: tuple[FormOfWork, ...]) -> str:
    """Several forms in the middle of a sentence."""
    return all_of([form_inside(form) for form in forms])


def all_of(words: list[str]) -> str:
    """a, b and c."""
    return _joined(words, _("and"))


def one_of(words: list[str]) -> str:
    """a, b or c."""
    return _joined(words, _("or"))


def signed(points: int) -> str:
    """Points as they are added: +3, −2."""
    return f"+{points}" if points >= 0 else f"\N{MINUS SIGN}{-points}"


def _joined(words: list[str], last: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
