"""The classes of record that are let go, in the order in which a night takes them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tuokio.agreement.keeping_agreements import let_refusals_go, refusals_due
from tuokio.agreement.keeping_offers import let_unaccepted_go, unaccepted_due
from tuokio.evaluation import keeping_waves
from tuokio.evaluation.keeping_summaries import let_summaries_go, ungiven_due
from tuokio.goals import keeping as keeping_goals
from tuokio.mapping.keeping import (
    enquiries_due,
    let_enquiries_go,
    let_mapping_answers_go,
    mapping_answers_due,
)
from tuokio.retention.domain.keeping import Kept
from tuokio.retention.letting_go import (
    Letting,
    agreements_due,
    audit_due,
    declined_due,
    let_agreements_go,
    let_declined_go,
    let_entries_go,
    let_meetings_go,
    let_vouchers_go,
    meetings_due,
    vouchers_due,
)
from tuokio.workroom.keeping_out import let_out_go, ungiven_out_due

LETTINGS: list[Letting] = [
    Letting(
        Kept.ENQUIRY,
        _("Enquiries"),
        _("since it arrived"),
        _("the dates; a process it led to goes by its own rules"),
        enquiries_due,
        "arrived_at",
        let_enquiries_go,
    ),
    Letting(
        Kept.MAPPING,
        _("Answers of the mapping conversation"),
        _("since the agreement came into force, or the process ended"),
        _("the recommendation and its reasons; nothing of what was answered apart"),
        mapping_answers_due,
        "changed_at",
        let_mapping_answers_go,
    ),
    Letting(
        Kept.OFFER,
        _("Offers that were not accepted"),
        _("since the last thing that happened to it"),
        _("nothing"),
        unaccepted_due,
        "last_at",
        let_unaccepted_go,
    ),
    Letting(
        Kept.REASON,
        _("Why somebody did not accept an agreement"),
        _("since its version was settled, or the process ended"),
        _("nothing"),
        refusals_due,
        "at",
        let_refusals_go,
    ),
    Letting(
        Kept.RATING,
        _("What each one answered alone about the goals"),
        _("since the process ended"),
        _("what the group recorded"),
        keeping_goals.answers_due,
        "state_since",
        keeping_goals.let_answers_go,
    ),
    Letting(
        Kept.ANSWERS,
        _("Answers to evaluations"),
        _("since the last evaluation was closed, or the process ended"),
        _("the figures of the group"),
        keeping_waves.answers_due,
        "closed_at",
        keeping_waves.let_answers_go,
    ),
    Letting(
        Kept.SUMMARY,
        _("Summaries that were not given to the commissioner"),
        _("since the process ended"),
        _("nothing"),
        ungiven_due,
        "process__state_since",
        let_summaries_go,
    ),
    Letting(
        Kept.OUT,
        _("What was proposed in the workroom and not given to the commissioner"),
        _("since the process ended"),
        _("nothing"),
        ungiven_out_due,
        "process__state_since",
        let_out_go,
    ),
    Letting(
        Kept.DECLINED,
        _("Processes that did not start"),
        _("since it was declined"),
        _("numbers; what was invoiced stays for bookkeeping"),
        declined_due,
        "state_since",
        let_declined_go,
    ),
    Letting(
        Kept.MEETINGS,
        _("Meetings, attendance and names of ended processes"),
        _("since the process was closed"),
        _("numbers; an invoiced meeting keeps its day"),
        meetings_due,
        "state_since",
        let_meetings_go,
    ),
    Letting(
        Kept.VOUCHER,
        _("What was invoiced"),
        _("since the end of the calendar year in which the financial year ended"),
        _("nothing"),
        vouchers_due,
        "on",
        let_vouchers_go,
    ),
    Letting(
        Kept.AGREEMENT,
        _(
            "Agreements, accepted offers, goals, figures, given summaries and what else a group has given, of ended processes"
        ),
        _("as what was invoiced"),
        _("numbers"),
        agreements_due,
        "state_since",
        let_agreements_go,
    ),
    Letting(
        Kept.AUDIT,
        _("Who did what: the log of acts"),
        _("since the act"),
        _("nothing"),
        audit_due,
        "at",
        let_entries_go,
    ),
]
