"""What can be done in a process: the one next step, and quietly all the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tuokio.kit.parts import Link
from tuokio.meetings.domain.numbering import TAKEN
from tuokio.meetings.models import Meeting
from tuokio.meetings.pages.meetings import TermCount, can_plan
from tuokio.supervision.domain.next_step import Facts, Step, next_step
from tuokio.supervision.domain.states import possible_events
from tuokio.supervision.models import Process, Term
from tuokio.terms.meeting_words import MeetingState
from tuokio.terms.summary_words import SummaryState
from tuokio.terms.words import PracticeKind, ProcessEvent, ProcessState

UNDER_WAY = frozenset(
    {
        ProcessState.AGREED,
        ProcessState.RUNNING,
        ProcessState.RENEGOTIATING,
        ProcessState.FINAL_REVIEW,
        ProcessState.TERMINATED,
        ProcessState.CLOSING,
    }
)
SETTLED = frozenset({SummaryState.DISCUSSED, SummaryState.ASKED_BACK, SummaryState.NOTHING_GIVEN})
# a process on the short path, or brought in, may be given an agreement while it goes on
AGREEMENT_MAY_FOLLOW = frozenset({ProcessState.AGREEING, *UNDER_WAY} - {ProcessState.CLOSING})


class Course:
    """What the next step follows from."""

    def __init__(
        self, process: Process, term: Term | None, meetings: Sequence[Meeting], at: datetime
    ) -> None:
        self.process, self.term, self.at = process, term, at
        self.ahead = [one for one in meetings if one.is_ahead]
        self.unmarked = [one for one in self.ahead if one.ends_at <= at]
        self.coming = [one for one in self.ahead if one.ends_at > at]
        self.new_date = [one for one in meetings if one.replacement_wanted]
        self.taken = sum(one.state in TAKEN for one in meetings if term is None or one.term_id == term.pk) + (
            term.held_before if term else 0
        )
        self.met = any(one.state == MeetingState.HELD for one in meetings) or bool(term and term.held_before)
        self.last_at = max((one.starts_at for one in self.ahead), default=None)

    def facts(self, on: date) -> Facts:
        term = self.term
        ends_soon = False
        if term is not None:
            held = self.taken - term.held_before
            ends_soon = TermCount(self.process, term, len(self.ahead), held, self.last_at).ends_soon(on)
        return Facts(
            has_terms=term is not None,
            unmarked=bool(self.unmarked),
            new_date_wanted=bool(self.new_date),
            meetings_ahead=bool(self.ahead),
            all_taken=term is not None and self.taken >= term.planned,
            term_ends_soon=ends_soon,
            has_price=self.process.practice.invoices,
            amendment_open=bool(getattr(self.process, "amendment_open", False)),
            summary_wanted=self._summary_wanted(),
        )

    def _summary_wanted(self) -> bool:
        """Whether the commissioner may still be given a summary; a process without a commissioner has none to give."""
        settled = getattr(self.process, "summary_state", None) in SETTLED
        return self.process.has_commissioner and self.met and not settled


# the page of each step that belongs to the process as a whole
PAGES: dict[Step, tuple[str, Promise]] = {
    Step.MAP: ("mapping:conversation", _("Mapping conversation")),
    Step.OFFER: ("agreement:offer", _("Make an offer")),
    Step.SEE_OFFER: ("agreement:offer", _("See the offer")),
    Step.AGREE: ("agreement:agreement", _("The agreement")),
    Step.CLOSE_REFERRAL: ("supervision:declining", _("The referral is done")),
    Step.AGREE_TERMS: ("meetings:terms", _("Write the terms")),
    Step.PLAN: ("meetings:series", _("Agree on dates")),
    Step.OPEN_MEETING: ("meetings:series", _("Agree on dates")),
    Step.CONTINUE: ("meetings:continuation", _("Ask about going on")),
    Step.RESUME: ("meetings:resumption", _("Go on after the pause")),
    Step.MEETINGS_DONE: ("meetings:closing", _("The meetings are over")),
    Step.TERMS_AGREED: ("meetings:closing", _("Agree on the new terms")),
    Step.SUMMARY: ("evaluation:summary", _("Summary to the commissioner")),
    Step.REVIEW: ("meetings:closing", _("Final evaluation")),
    Step.FINAL_REVIEW: ("meetings:closing", _("Last talk or closing")),
    Step.CLOSE: ("meetings:closing", _("Close the process")),
}


def step_link(course: Course, number_of: dict[UUID, int], on: date) -> Link | None:
    """The one filled button of the page."""
    process = course.process
    step = next_step(process.now_in, course.facts(on))
    enquiry = getattr(process, "enquiry_id", None)

    def of_meeting(meeting: Meeting, numbered: Promise, plain: Promise) -> Link:
        number = number_of.get(meeting.pk)
        words = str(numbered) % {"number": number} if number else str(plain)
        return Link(reverse("meetings:meeting", args=[meeting.pk]), words)

    match step:
        case Step.NOTHING:
            return None
        case Step.MARK:
            return of_meeting(course.unmarked[0], _("Mark meeting %(number)s"), _("Mark attendance"))
        case Step.OPEN_MEETING if course.coming:
            return of_meeting(course.coming[0], _("Open meeting %(number)s"), _("Open the meeting"))
        case Step.NEW_DATE:
            asked = reverse("meetings:replacement", args=[course.new_date[0].pk])
            return Link(asked, str(_("Find a new date")))
        case Step.ANSWER_ENQUIRY if enquiry:
            return Link(reverse("mapping:enquiry_answer", args=[enquiry]), str(_("Answer the enquiry")))
        case Step.AGREE if not getattr(process, "has_agreement", True):
            return Link(reverse("agreement:draft", args=[process.pk]), str(_("Draw up the agreement")))
    name, label = PAGES[Step.MAP if step is Step.ANSWER_ENQUIRY else step]
    return Link(reverse(name, args=[process.pk]), str(label))


def quiet_acts(process: Process, term: Term | None) -> Iterator[Link]:
    """What else can be done; each part of the way can be left out."""
    enquiry = getattr(process, "enquiry_id", None)
    if enquiry and not process.has_ended:
        yield Link(reverse("mapping:enquiry_answer", args=[enquiry]), str(_("The enquiry")))
    for name, label in _acts(process, term):
        yield Link(reverse(name, args=[process.pk]), str(label))


def _acts(process: Process, term: Term | None) -> Iterator[tuple[str, Promise]]:
    events = possible_events(process.now_in)
    if ProcessEvent.START_SHORT in events:
        yield "meetings:start", _short_start(process)
    if events & {ProcessEvent.SEND_OFFER, ProcessEvent.SKIP_TO_OFFER} and process.practice.invoices:
        yield "agreement:offer", _("Make an offer")
    if ProcessEvent.SKIP_TO_AGREEMENT in events or process.now_in in AGREEMENT_MAY_FOLLOW:
        yield "agreement:agreement", _("The agreement")
    if ProcessEvent.START_ON_PAPER in events:
        yield "supervision:on_paper", _("The agreement is on paper")
    if term and can_plan(process):
        yield "meetings:series", _("Agree on more dates")
        yield "meetings:add", _("Add a meeting")
        yield "meetings:moving_on", _("Move the rest of the dates")
        yield "meetings:free_days", _("Keep a holiday free")
    if term and not process.has_ended and not process.pays_for_oneself:
        yield "meetings:roster", _("Dates for the shift planner")
    if not process.has_ended and not process.is_for_one:
        yield "meetings:places", _("Open group")
    if process.now_in in UNDER_WAY:
        yield "goals:goals", _("Goals")
        yield "evaluation:evaluation", _("Evaluation")
    if process.now_in in UNDER_WAY and process.has_commissioner:
        yield "evaluation:summary", _("Summary to the commissioner")
    if ProcessEvent.REFER in events:
        yield "supervision:referral", _("Refer elsewhere")
    if ProcessEvent.CONTINUE in events and term:
        yield "meetings:continuation", _("Going on")
    if ProcessEvent.PAUSE in events:
        yield "meetings:pause", _("Pause")
    if not process.has_ended and process.practice.kind != PracticeKind.SOLO:
        yield "meetings:handover", _("Another supervisor")
    if ProcessEvent.LAST_MEETING_HELD in events:
        yield "meetings:closing", _("Towards the end")
    if ProcessEvent.TERMINATE in events:
        yield "meetings:ending", _("End before the agreed end")
    if events & {ProcessEvent.DECLINE, ProcessEvent.WITHDRAW}:
        yield "supervision:declining", _("The process does not start")


def _short_start(process: Process) -> Promise:
    """Inside a house there is no offer to leave out."""
    if process.practice.invoices:
        return _("Start without an offer or an agreement")
    return _("Start without an agreement")
