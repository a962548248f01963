"""The result of a mapping conversation as one person may see it.

M08, its rule R4 and all that follows from it are the supervisor's alone. So what anyone else sees is worked
out from the answers without M08 and from the supervisor's own choice, never from the real recommendation:
two conversations that differ in M08 only look the same to them, unless the supervisor chose differently.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _

from tuokio.kit.labels import COMPOSITIONS, FORMS
from tuokio.mapping.domain.answers import KEYS, NEVER_KEPT, Answers
from tuokio.mapping.domain.recommending import (
    LOW_VOICE,
    RULES,
    Frame,
    Gate,
    Recommendation,
    feasible_forms,
    frame_of,
    recommend,
)
from tuokio.mapping.explaining import words
from tuokio.mapping.explaining.facts import FactShown, facts_of, plain_facts
from tuokio.mapping.explaining.flips import FlipShown, flips_of
from tuokio.mapping.explaining.reasons import CaseShown, cases_of, number
from tuokio.terms.words import Audience, FormOfWork

BAR = 400  # units across a bar of points


class AsChosen(Protocol):
    """What the supervisor recorded: codes and figures."""

    @property
    def form(self) -> str: ...
    @property
    def composition(self) -> str: ...
    @property
    def minutes(self) -> int: ...
    @property
    def meetings(self) -> int: ...
    @property
    def interval_weeks(self) -> int: ...


@dataclass(frozen=True, slots=True)
class GateShown:
    """What is to be seen to, above any recommendation."""

    kind: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ScoreShown:
    """One bar of points."""

    form: str
    points: str
    width: int
    leads: bool


@dataclass(frozen=True, slots=True)
class AssumedShown:
    """A question that was not asked, and what was assumed."""

    key: str
    question: str
    value: str


@dataclass(frozen=True, slots=True)
class VoiceShown:
    """What M08 did; on the supervisor's page only. `others_see` is the form others see, when it is another one."""

    told: str
    others_see: str


@dataclass(frozen=True, slots=True)
class RecommendationShown:
    """The result for one audience. For others than the supervisor it has no points and no word of M08."""

    audience: Audience
    gates: tuple[GateShown, ...]
    form: str  # empty when no form is recommended
    by_choice: bool  # the supervisor chose it, so no rule speaks for it here
    about: str
    composition: str
    composition_text: str
    facts: tuple[FactShown, ...]
    scores: tuple[ScoreShown, ...]
    impossible: str
    cases: tuple[CaseShown, ...]
    flips: tuple[FlipShown, ...]
    assumed: tuple[AssumedShown, ...]
    voice: VoiceShown | None
    rules: str = RULES

    @classmethod
    def of(
        cls,
        answers: Answers,
        recommendation: Recommendation,
        *,
        assumed: tuple[str, ...],
        audience: Audience,
        chosen: AsChosen | None = None,
    ) -> RecommendationShown:
        """What this audience sees. `chosen` is what the supervisor recorded, once it is."""
        is_supervisors = audience is Audience.OWN
        voice = _voice(answers, recommendation, assumed) if is_supervisors else None
        if not is_supervisors:
            answers = answers.without_voice()
            recommendation = recommend(answers)
            assumed = tuple(key for key in assumed if key != "voice")
        if recommendation.form is None:
            return cls._stopped(recommendation, audience)
        if not is_supervisors and chosen and not _is_as_proposed(chosen, answers, recommendation.form):
            return cls._chosen(answers, recommendation, assumed, audience, chosen)
        frame = frame_of(answers, recommendation.form)
        return cls(
            audience=audience,
            gates=_gates(recommendation.gates),
            form=str(FORMS[frame.form]),
            by_choice=False,
            about=_about(recommendation),
            composition=_composition(frame),
            composition_text=str(words.COMPOSITION_TEXTS[frame.composition]) if frame.composition else "",
            facts=facts_of(answers, frame, assumed),
            scores=_scores(recommendation) if is_supervisors else (),
            impossible=_impossible(answers),
            cases=cases_of(answers, recommendation, with_points=is_supervisors),
            flips=flips_of(answers, for_supervisor=is_supervisors),
            assumed=_assumed(answers, assumed),
            voice=voice,
        )

    @classmethod
    def _stopped(cls, recommendation: Recommendation, audience: Audience) -> RecommendationShown:
        return cls(
            audience, _gates(recommendation.gates), "", False, "", "", "", (), (), "", (), (), (), None
        )

    @classmethod
    def _chosen(
        cls,
        answers: Answers,
        recommendation: Recommendation,
        assumed: tuple[str, ...],
        audience: Audience,
        chosen: AsChosen,
    ) -> RecommendationShown:
        frame = frame_of(answers, FormOfWork(chosen.form))
        proposed = frame_of(answers, FormOfWork(recommendation.form or chosen.form))
        general = tuple(gate for gate in recommendation.gates if gate not in proposed.gates)
        return cls(
            audience=audience,
            gates=_gates((*general, *frame.gates)),
            form=str(FORMS[chosen.form]),
            by_choice=True,
            about="",
            composition=str(COMPOSITIONS[chosen.composition]) if chosen.composition else "",
            composition_text=str(words.COMPOSITION_TEXTS[chosen.composition]) if chosen.composition else "",
            facts=plain_facts(chosen.minutes, chosen.meetings, chosen.interval_weeks),
            scores=(),
            impossible="",
            cases=(),
            flips=(),
            assumed=_assumed(answers, assumed),
            voice=None,
        )


def _is_as_proposed(chosen: AsChosen, answers: Answers, form: FormOfWork) -> bool:
    frame = frame_of(answers, form)
    return (chosen.form, chosen.composition, chosen.minutes, chosen.meetings, chosen.interval_weeks) == (
        frame.form,
        frame.composition or "",
        frame.minutes,
        frame.meetings,
        frame.interval_weeks,
    )


def _gates(gates: tuple[Gate, ...]) -> tuple[GateShown, ...]:
    return tuple(
        GateShown(
            kind=str(words.GATE_KINDS[gate.kind]),
            title=str(words.GATE_TITLES[gate.code]),
            text=str(words.GATE_TEXTS[gate.code]),
        )
        for gate in gates
    )


def _composition(frame: Frame) -> str:
    return str(COMPOSITIONS[frame.composition]) if frame.composition else ""


def _about(recommendation: Recommendation) -> str:
    if recommendation.second is None or recommendation.confidence is None:
        return _("The only form possible with those who can take part.")
    return _("Next best would be %(form)s; %(confidence)s.") % {
        "form": words.form_inside(recommendation.second),
        "confidence": words.CONFIDENCES[recommendation.confidence],
    }


def _scores(recommendation: Recommendation) -> tuple[ScoreShown, ...]:
    ranked = sorted(recommendation.scores, key=lambda one: -one[1])
    most = max(1, ranked[0][1])
    return tuple(
        ScoreShown(
            form=str(FORMS[form]),
            points=number(points),
            width=max(0, points) * BAR // most,
            leads=place == 0,
        )
        for place, (form, points) in enumerate(ranked)
    )


def _impossible(answers: Answers) -> str:
    feasible = feasible_forms(answers)
    missing = tuple(form for form in FormOfWork if form not in feasible)
    if not missing:
        return ""
    return _("Not possible for this number of people: %(forms)s.") % {"forms": words.forms_inside(missing)}


def _assumed(answers: Answers, assumed: tuple[str, ...]) -> tuple[AssumedShown, ...]:
    """Health and harassment are never told of: what is not kept cannot be said not to have been asked."""
    return tuple(
        AssumedShown(key, str(words.QUESTIONS[key]), _value(answers, key))
        for key in KEYS
        if key in assumed and key not in NEVER_KEPT
    )


def _value(answers: Answers, key: str) -> str:
    value = getattr(answers, key)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if key == "themes":
        return words.all_of([str(words.THEMES[theme]) for theme in value])
    if key == "sharers":
        return str(words.SHARED[value])
    if (key, value) in words.WITHOUT_LIMIT:
        return str(words.WITHOUT_LIMIT[key, value])
    if key in {"private", "voice"}:
        return _("%(level)s on a scale from 1 to 5") % {"level": value}
    if key == "goals":
        return _("%(number)s goals") % {"number": value}
    return _("%(number)s min") % {"number": value} if key == "max_minutes" else str(value)


def _voice(answers: Answers, recommendation: Recommendation, assumed: tuple[str, ...]) -> VoiceShown:
    without = recommend(answers.without_voice()).form
    differs = without is not None and without != recommendation.form
    if "voice" in assumed:
        told = _("Nobody has been asked. The recommendation is as if it were safe enough to speak.")
    elif answers.voice > LOW_VOICE:
        told = _("Each one answered alone. The answers did not change the recommendation.")
    elif differs:
        told = _("Someone finds it hard to speak of this with the others. That changed the recommendation.")
    else:
        told = _(
            "Someone finds it hard to speak of this with the others. That moved the points, but the form stayed the same."
        )
    return VoiceShown(told, words.form_inside(without) if differs and without else "")
