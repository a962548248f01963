"""The form of work that suits what was answered: the rule set `mapping-1` (domain 2.2).

Points and rules are a proposal of this project, not a validated instrument. The answer carries every
reason beside it, so that a page can say what moved it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from tuokio.mapping.domain.answers import Answers
from tuokio.terms.mapping_words import Confidence, GateCode, GateKind, Rule, Sharers, Theme
from tuokio.terms.words import Composition, FormOfWork

RULES = "mapping-1"
INDIVIDUAL, PAIR, GROUP, WORK_COMMUNITY = FormOfWork
SEATS_OF_ONE = 6  # how many a group is reckoned to be that one person wants to join
LARGEST_GROUP = 8
LARGEST_COMMUNITY = 20
COMMON_MINUTES = 20  # of each meeting: arriving, agenda, summing up (domain 1.3)
OWN_MINUTES = 13  # that each should have at least in a short meeting
SHORT, LONG = 75, 120
FEWEST_MEETINGS = 3
LOW_VOICE, HIGH_PRIVATE = 2, 4


class ThemeRow(NamedTuple):
    """What a theme gives to individual, pair, group and work community, and how many meetings it takes."""

    points: tuple[int, int, int, int]
    base: int
    least: int
    most: int


THEMES: dict[Theme, ThemeRow] = {
    Theme.OWN_ROLE: ThemeRow((3, 0, 1, 0), 10, 8, 12),
    Theme.LEADERSHIP_ROLE: ThemeRow((3, 0, 2, 0), 10, 8, 15),
    Theme.CAREER_TRANSITION: ThemeRow((3, 0, 1, 0), 5, 3, 6),
    Theme.PROFESSIONAL_IDENTITY: ThemeRow((2, 0, 3, 0), 15, 10, 20),
    Theme.CLIENT_CASES: ThemeRow((1, 1, 3, 0), 10, 8, 20),
    Theme.EMOTIONAL_LOAD: ThemeRow((2, 1, 2, 0), 8, 6, 12),
    Theme.PEER_LEARNING: ThemeRow((0, 0, 3, 0), 10, 8, 12),
    Theme.PAIR_WORK: ThemeRow((0, 4, 1, 0), 6, 5, 8),
    Theme.TEAM_COOPERATION: ThemeRow((0, 1, 3, 2), 8, 6, 10),
    Theme.ROLES_TASKS: ThemeRow((1, 1, 2, 3), 6, 5, 8),
    Theme.PRIMARY_TASK: ThemeRow((0, 0, 2, 3), 6, 5, 8),
    Theme.QUALITY_REQUIREMENTS: ThemeRow((0, 0, 3, 2), 6, 5, 8),
    Theme.CHANGE: ThemeRow((1, 0, 2, 3), 6, 5, 10),
    Theme.MULTIPROFESSIONAL: ThemeRow((0, 0, 3, 2), 8, 6, 10),
    Theme.CLIMATE: ThemeRow((0, 0, 2, 3), 8, 6, 10),
}
SHARED_BY: dict[Sharers, tuple[tuple[FormOfWork, int], ...]] = {
    Sharers.ME: ((INDIVIDUAL, 4),),
    Sharers.PAIR: ((PAIR, 6),),
    Sharers.TEAM: ((GROUP, 4), (WORK_COMMUNITY, 1)),
    Sharers.SAME_TASKS_OTHER_TEAMS: ((GROUP, 5),),
    Sharers.UNIT: ((GROUP, 1), (WORK_COMMUNITY, 5)),
    Sharers.OTHER_WORKPLACES: ((GROUP, 5),),
}
INTERVALS = {INDIVIDUAL: 3, PAIR: 3, GROUP: 4, WORK_COMMUNITY: 5}


class Reason(NamedTuple):
    """What one rule added to one form, or took from it."""

    rule: Rule
    form: FormOfWork
    points: int


class Gate(NamedTuple):
    """What is to be seen to first, beside or instead."""

    kind: GateKind
    code: GateCode


@dataclass(frozen=True, slots=True)
class Frame:
    """How a form of work would be held: who sit together, how long, how often, when it is evaluated."""

    form: FormOfWork
    composition: Composition | None
    minutes: int
    groups: int
    meetings: int
    interval_weeks: int
    evaluate_at: tuple[int, ...]
    gates: tuple[Gate, ...]  # that follow from this form
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What the rules make of the answers, each reason beside it. Without a form when they say stop."""

    gates: tuple[Gate, ...]
    form: FormOfWork | None = None
    second: FormOfWork | None = None
    confidence: Confidence | None = None
    scores: tuple[tuple[FormOfWork, int], ...] = ()  # of the feasible forms
    composition: Composition | None = None
    minutes: int | None = None
    meetings: int | None = None
    interval_weeks: int | None = None
    groups: int | None = None
    evaluate_at: tuple[int, ...] = ()
    reasons: tuple[Reason, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The recommendation as plain values."""
        return {
            "form": _value(self.form),
            "second": _value(self.second),
            "confidence": _value(self.confidence),
            "scores": {form.value: points for form, points in self.scores},
            "composition": _value(self.composition),
            "minutes": self.minutes,
            "meetings": self.meetings,
            "interval_weeks": self.interval_weeks,
            "groups": self.groups,
            "evaluate_at": list(self.evaluate_at),
            "gates": [{"kind": gate.kind.value, "code": gate.code.value} for gate in self.gates],
            "reasons": [
                {"rule": one.rule.value, "form": one.form.value, "points": one.points} for one in self.reasons
            ],
        }


def recommend(answers: Answers) -> Recommendation:
    """The form that suits the answers, and how it would be held; with G1 only the gate."""
    gates = tuple(_gates(answers))
    if answers.harassment:
        return Recommendation(gates=gates[:1])
    reasons = tuple(_reasons(answers))
    scores = _scores(reasons, feasible_forms(answers))
    ranked = sorted(scores, key=lambda one: -one[1])  # a stable sort: ties keep the order of the forms
    frame = frame_of(answers, ranked[0][0])
    return Recommendation(
        gates=(*gates, *frame.gates),
        form=frame.form,
        second=ranked[1][0] if len(ranked) > 1 else None,
        confidence=_confidence([points for _, points in ranked]),
        scores=scores,
        composition=frame.composition,
        minutes=frame.minutes,
        meetings=frame.meetings,
        interval_weeks=frame.interval_weeks,
        groups=frame.groups,
        evaluate_at=frame.evaluate_at,
        reasons=(*reasons, *frame.reasons),
    )


def frame_of(answers: Answers, form: FormOfWork) -> Frame:
    """How this form would be held for these answers, also when the rules rank another one first."""
    minutes, reasons = _minutes(answers, form)
    meetings = _meetings(answers, form)
    gates = []
    if form != INDIVIDUAL and answers.max_minutes < SHORT:
        gates.append(Gate(GateKind.CHECK, GateCode.TOO_SHORT))
    if meetings < FEWEST_MEETINGS:
        gates.append(Gate(GateKind.CHECK, GateCode.TOO_FEW))
    return Frame(
        form=form,
        composition=_composition(answers, form),
        minutes=minutes,
        groups=-(-answers.persons // LARGEST_GROUP) if form == GROUP else 1,
        meetings=meetings,
        interval_weeks=answers.interval_pref or INTERVALS[form],
        evaluate_at=tuple(dict.fromkeys((1, -(-meetings // 2), meetings))),
        gates=tuple(gates),
        reasons=reasons,
    )


def feasible_forms(answers: Answers) -> tuple[FormOfWork, ...]:
    """The forms for which there are people; individual supervision is always one of them."""
    joins = answers.persons == 1 and answers.sharers in {
        Sharers.OTHER_WORKPLACES,
        Sharers.SAME_TASKS_OTHER_TEAMS,
    }
    possible = {
        INDIVIDUAL: True,
        PAIR: answers.persons == 2,
        GROUP: answers.persons >= 3 or joins,
        WORK_COMMUNITY: answers.persons >= 4,
    }
    return tuple(form for form, is_possible in possible.items() if is_possible)


def _gates(answers: Answers) -> Iterator[Gate]:
    if answers.harassment:
        yield Gate(GateKind.STOP, GateCode.HARASSMENT)
    if answers.crisis_days <= 7:
        yield Gate(GateKind.FIRST, GateCode.CRISIS)
    if answers.health:
        yield Gate(GateKind.ALSO, GateCode.HEALTH)
    if answers.decision_needed:
        yield Gate(GateKind.FIRST, GateCode.DECISION)
    if answers.open_conflict:
        yield Gate(GateKind.CHECK, GateCode.CONFLICT)
    if not answers.voluntary:
        yield Gate(GateKind.CHECK, GateCode.ORDERED)


def _reasons(answers: Answers) -> Iterator[Reason]:
    for place, theme in enumerate(answers.themes):
        times = 1 if place else 2
        for form, points in zip(FormOfWork, THEMES[theme].points, strict=True):
            if points:
                yield Reason(Rule.THEMES, form, points * times)
    yield from _each(Rule.SHARERS, SHARED_BY[answers.sharers])
    if answers.persons == 2:
        yield Reason(Rule.PERSONS, PAIR, 4)
    elif 3 <= answers.persons <= LARGEST_GROUP:
        yield Reason(Rule.PERSONS, GROUP, 3)
    elif answers.persons > LARGEST_GROUP:
        yield Reason(Rule.PERSONS, WORK_COMMUNITY, 4)
    if answers.voice <= LOW_VOICE:
        yield from _each(Rule.VOICE, ((INDIVIDUAL, 3), (GROUP, -2), (WORK_COMMUNITY, -3)))
    if answers.private >= HIGH_PRIVATE:
        yield Reason(Rule.PRIVATE, INDIVIDUAL, 3)
    if answers.manager_in:
        yield from _each(Rule.MANAGER, ((GROUP, -2), (WORK_COMMUNITY, 1)))
    if not answers.same_people:
        yield from _each(Rule.CHANGING_PEOPLE, ((GROUP, -2), (WORK_COMMUNITY, -1)))
    if answers.open_conflict:
        yield from _each(Rule.CONFLICT, ((GROUP, -3), (WORK_COMMUNITY, -3), (INDIVIDUAL, 2)))


def _each(rule: Rule, added: Iterable[tuple[FormOfWork, int]]) -> Iterator[Reason]:
    return (Reason(rule, form, points) for form, points in added)


def _scores(reasons: Iterable[Reason], forms: Iterable[FormOfWork]) -> tuple[tuple[FormOfWork, int], ...]:
    sums = dict.fromkeys(FormOfWork, 0)
    for reason in reasons:
        sums[reason.form] += reason.points
    return tuple((form, sums[form]) for form in forms)


def _confidence(ranked: list[int]) -> Confidence:
    if len(ranked) < 2 or ranked[0] - ranked[1] >= 4:
        return Confidence.CLEAR
    return Confidence.LEANING if ranked[0] - ranked[1] >= 2 else Confidence.OPEN


def _composition(answers: Answers, form: FormOfWork) -> Composition | None:
    if form == INDIVIDUAL:
        return None
    if not answers.same_org or answers.sharers == Sharers.OTHER_WORKPLACES:
        return Composition.SAME_FIELD_OTHER_WORKPLACES
    if not answers.same_team or answers.sharers == Sharers.SAME_TASKS_OTHER_TEAMS:
        return Composition.SAME_TASKS_OTHER_TEAMS
    return Composition.SAME_TEAM_SAME_WORK if answers.same_work else Composition.SAME_TEAM_DIFFERENT_WORK


def seats(answers: Answers) -> int:
    """How many would sit together; one person alone joins a group of about six."""
    return SEATS_OF_ONE if answers.persons == 1 else answers.persons


def _minutes(answers: Answers, form: FormOfWork) -> tuple[int, tuple[Reason, ...]]:
    if form == INDIVIDUAL:
        is_light = answers.interval_pref in {1, 2} and answers.goals == 1
        return (45 if answers.max_minutes < 60 or is_light else 60), ()
    fits_short = OWN_MINUTES * seats(answers) <= SHORT - COMMON_MINUTES and form != WORK_COMMUNITY
    minutes = SHORT if fits_short else LONG
    reasons = []
    if minutes == LONG and answers.max_minutes < LONG:
        minutes = SHORT
        reasons.append(Reason(Rule.SHORT_MEETING, form, 0))
    if form == WORK_COMMUNITY and answers.persons > LARGEST_COMMUNITY:
        reasons.append(Reason(Rule.LARGE_UNIT, form, 0))
    return minutes, tuple(reasons)


def _meetings(answers: Answers, form: FormOfWork) -> int:
    row = THEMES[answers.main_theme]
    extra = 2 * max(0, answers.goals - 2)
    number = row.base + extra
    if form == GROUP and Theme.CLIENT_CASES in answers.themes:
        number = max(number, min(seats(answers), LARGEST_GROUP))
    number = min(max(number, row.least), row.most + extra)
    return min(number, answers.max_sessions)


def _value(code: FormOfWork | Composition | Confidence | None) -> str | None:
    return code.value if code else None
