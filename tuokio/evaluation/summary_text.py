"""A summary in words: the same for the group, the commissioner and the paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from tuokio.evaluation.domain.thresholds import told_halves
from tuokio.evaluation.labels_summary import GOAL_STATES, LEVELS, RECOMMENDATIONS
from tuokio.evaluation.labels_waves import mean_words
from tuokio.evaluation.released import asked_back_among
from tuokio.kit.documents import compile_pdf
from tuokio.kit.labels import FORMS, OUT_KINDS, OUT_MARKS
from tuokio.kit.when import NBSP, language, local, long_day
from tuokio.terms.summary_words import Recommendation

SHORT = 12  # signs of a fingerprint that are enough to compare by eye


@dataclass(frozen=True, slots=True)
class GoalText:
    """One goal in words: where it began and where it is."""

    wording: str
    indicator: str
    start: str
    now: str
    state: str


@dataclass(frozen=True, slots=True)
class FigureText:
    """One statement and its two means, written as numbers are written here."""

    words: str
    answered: int
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class ReleasedText:
    """What the group has given out of the room, in the words it agreed to; `sheet` is None once it was asked back."""

    kind: str
    mark: str
    sheet: Mapping[str, Any] | None
    given: str
    version: int
    fingerprint: str

    @property
    def about(self) -> str:
        """What it is, when it was given and which version: stands below it wherever it stands."""
        told = {"day": self.given, "version": self.version, "sign": self.fingerprint[:SHORT]}
        return _("Given by the group %(day)s · version %(version)s · %(sign)s") % told


@dataclass(frozen=True, slots=True)
class SummaryText:
    """What a summary says; there is no field in which anything else could stand."""

    process: str
    form: str
    organisation: str
    practice: str
    supervisor: str
    period: str
    meetings: str
    attendance: str
    goals: tuple[GoalText, ...]
    figures: tuple[FigureText, ...]
    released: tuple[ReleasedText, ...]
    recommendation: str
    fingerprint: str

    @property
    def has_then(self) -> bool:
        """Whether any of the figures tells of the start too: before the end only "now" is asked."""
        return any(one.then for one in self.figures)

    @property
    def figures_note(self) -> str:
        """How the figures are to be read; stands wherever they stand."""
        if self.has_then:
            return _(
                "Means on a scale from 1 to 5; both were asked at the end, so the start is how it is remembered. "
                "The statements are not a validated measure."
            )
        return _("Means on a scale from 1 to 5. The statements are not a validated measure.")

    @classmethod
    def of(cls, content: Mapping[str, Any], fingerprint: str = "") -> SummaryText:
        """The words of a content in the reader's language; without what was asked back since."""
        back = asked_back_among(content)
        dates = (date.fromisoformat(content["from"]), date.fromisoformat(content["until"]))
        return cls(
            process=content["process"],
            form=str(FORMS[content["form"]]),
            organisation=content["organisation"],
            practice=content["practice"],
            supervisor=content["supervisor"],
            period=f"{long_day(dates[0])}–{long_day(dates[1])}",
            meetings=_counted(content),
            attendance=_attendance(content),
            goals=tuple(_goal(goal) for goal in content["goals"]),
            figures=tuple(_figure(one) for one in content["figures"]),
            released=tuple(_released(one, back) for one in content.get("released", [])),
            recommendation=_recommended(content),
            fingerprint=fingerprint,
        )


def _counted(content: Mapping[str, Any]) -> str:
    if content["held"] is None:
        return ""
    return _("%(held)s held, %(planned)s agreed") % {"held": content["held"], "planned": content["planned"]}


def _attendance(content: Mapping[str, Any]) -> str:
    if content["marked"] is None:
        return ""
    counts = {"there": content["there"], "marked": content["marked"]}
    return _("present %(there)s times of %(marked)s, counted over all meetings and people") % counts


def _goal(goal: Mapping[str, Any]) -> GoalText:
    start = goal["baseline_words"] or _level(goal["baseline"], "")
    low, high = _level(goal["low"], goal["low_words"]), _level(goal["high"], goal["high_words"])
    return GoalText(
        wording=goal["wording"],
        indicator=goal["indicator"],
        start=start,
        now=low if low == high else f"{low} – {high}",
        state=str(GOAL_STATES.get(goal["state"], "")),
    )


def _level(level: float | None, words: str) -> str:
    """The words that were agreed for a level, and how it relates to what was agreed; "" when it is not rated."""
    if level is None:
        return ""
    said = str(LEVELS.get(level, ""))
    return f"{words.rstrip('.')} ({said})" if said and words else said or words


def _figure(one: Mapping[str, Any]) -> FigureText:
    words, answered = one["words"], one["answered"]
    return FigureText(
        words=words.get(language()) or words["fi"],
        answered=answered,
        then=_mean(one["then"], answered),
        now=_mean(one["now"], answered),
    )


def _released(one: Mapping[str, Any], back: frozenset[str]) -> ReleasedText:
    return ReleasedText(
        kind=str(OUT_KINDS[one["kind"]]),
        mark=str(OUT_MARKS[one["mark"]]),
        sheet=None if one["id"] in back else one["sheet"],
        given=long_day(date.fromisoformat(one["on"])),
        version=one["version"],
        fingerprint=one["fingerprint"],
    )


def _mean(value: float | None, answered: int) -> str:
    """As the group has read it, "at least 4" included; "" when it was not asked."""
    return "" if value is None else mean_words(told_halves(round(value * 2), answered))


def _recommended(content: Mapping[str, Any]) -> str:
    code = content["recommendation"]
    said = str(RECOMMENDATIONS[code]) if code else ""
    if code == Recommendation.CHANGE_FORM and content["new_form"]:
        return f"{said} {FORMS[content['new_form']]}."
    return said


def paper_of(content: Mapping[str, Any], *, fingerprint: str, in_language: str, given_at: datetime) -> bytes:
    """The PDF that is given, in the commissioner's language."""
    with translation.override(in_language):
        text = SummaryText.of(content, fingerprint)
        return compile_pdf("evaluation/summary", _for_paper(text, given_at), in_language)


def _for_paper(text: SummaryText, given_at: datetime) -> dict[str, Any]:
    """Everything the template prints, as words: it computes nothing."""
    facts = [
        (_("Commissioner"), text.organisation),
        (_("Supervision"), f"{text.process} · {text.form}"),
        (_("Supervisor"), text.supervisor),
        (_("Period"), text.period),
        (_("Meetings"), text.meetings),
        (_("Attendance"), text.attendance),
    ]
    return {
        "title": _("Summary to the commissioner"),
        "from": text.practice,
        "facts": [[name, value] for name, value in facts if value],
        "goals_heading": _("Goals agreed with the commissioner"),
        "goals": [_goal_on_paper(goal) for goal in text.goals],
        "figures_heading": _("Figures of the answers"),
        "figures_note": text.figures_note,
        "header": [
            _("Statement"),
            _("Number of answers"),
            *([_("At the start")] if text.has_then else []),
            _("Now"),
        ],
        "figures": [
            [one.words, str(one.answered), *([one.then] if text.has_then else []), one.now]
            for one in text.figures
        ],
        "released_heading": _("What the group has given"),
        "released": [_released_on_paper(one) for one in text.released],
        "recommendation_heading": _("Recommendation"),
        "recommendation": text.recommendation,
        "given": _("Given %(day)s. The supervised had it to read, and nobody objected to giving it.")
        % {"day": long_day(local(given_at).date())},
        "fingerprint": _("Fingerprint of the content (SHA-256):") + f"{NBSP}{text.fingerprint}",
        "note": _("What is talked about in supervision is confidential and is not part of this summary."),
    }


def _released_on_paper(one: ReleasedText) -> dict[str, Any]:
    sheet = one.sheet or {"title": one.kind, "parts": [{"text": _("This was asked back.")}]}
    return {"sheet": sheet, "about": f"{one.kind}, {one.mark}. {one.about}"}


def _goal_on_paper(goal: GoalText) -> dict[str, Any]:
    lines = [
        (_("Seen by"), goal.indicator),
        (_("At the start"), goal.start),
        (_("Now"), goal.now or _("not assessed")),
        (_("State"), goal.state),
    ]
    return {"wording": goal.wording, "lines": [[name, value] for name, value in lines if value]}
