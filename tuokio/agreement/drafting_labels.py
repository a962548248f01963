"""Words for people about drafting an agreement: what is missing. What the clauses say stands in `wording`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

FAULTS = {
    "no_supervisor": _("The supervisor is not named."),
    "no_payer": _("The payer is not named."),
    "no_member": _("The supervised are not a party yet."),
    "no_unit_manager": _("The manager of the unit is not named."),
    "no_coordinator": _("The representative of the commissioner is not named."),
    "no_goals": _("No goal has been agreed with the commissioner yet. One is enough."),
    "too_many_goals": _("There are more than three goals. Keep the most important ones."),
    "goal_without_words": _("A goal has no words."),
    "no_scope": _("Nothing says what supervision is not."),
    "no_people": _("The number of people is missing."),
    "no_manager_role": _("The part of the line manager has not been chosen."),
    "no_meetings": _("The number or the length of the meetings is missing."),
    "too_many_trials": _("There are more trial meetings than meetings."),
    "no_start": _("The first day is missing."),
    "ends_before_start": _("The last day is before the first."),
    "break_backwards": _("A break ends before it begins."),
    "no_presence": _("Working time and attendance have not been chosen."),
    "price_in_internal": _("An internal agreement has no price."),
    "no_price": _("The price is missing. A free one is 0."),
    "no_vat": _("The treatment of VAT is missing."),
    "no_vat_reason": _("The reason why no VAT is added is missing."),
    "no_days": _("The time to pay is missing."),
    "no_controller": _("The controller of personal data is not named."),
    "no_evaluation": _("Nothing says when the work is evaluated."),
    "middle_after_end": _("The meeting of the evaluation halfway comes after the last one."),
    "no_method": _("Nothing says how the work is evaluated."),
    "ties_unanswered": _("The question about ties has not been answered."),
    "ties_without_words": _("Tell in words which ties there are."),
    "no_training": _("The training of the supervisor is missing."),
}
