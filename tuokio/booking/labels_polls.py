"""What the words of finding a date together are called on pages."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tuokio.booking.domain.polls import Criterion
from tuokio.terms.poll_words import AnswersSeen, PollEnd, Said

SAID: dict[str, Promise] = {
    Said.YES: pgettext_lazy("this time suits", "yes"),
    Said.IF_NEED_BE: _("if need be"),
    Said.NO: pgettext_lazy("this time suits", "no"),
}
SEEN: dict[str, Promise] = {
    AnswersSeen.HIDDEN: _("nothing"),
    AnswersSeen.COUNTS: _("how many can come at each time"),
    AnswersSeen.NAMES: _("who can come at each time"),
}
PROMISES: dict[str, Promise] = {
    AnswersSeen.HIDDEN: _("Only your supervisor sees your answers."),
    AnswersSeen.COUNTS: _(
        "Your supervisor sees your answers. The others see how many can come at each time."
    ),
    AnswersSeen.NAMES: _("Your supervisor and the others see your answers, with your name."),
}
ENDS: dict[str, Promise] = {
    PollEnd.CHOSEN: _("the date is chosen"),
    PollEnd.NOTHING: _("closed without a choice"),
    PollEnd.EXPIRED: _("nobody chose in time"),
    PollEnd.PROCESS_ENDED: _("the process has no meetings to come"),
}
BEHIND: dict[Criterion, Promise] = {
    Criterion.ALL_REQUIRED_YES: _("there not everyone who must come says yes"),
    Criterion.ENOUGH_COME: _("there too few can come"),
    Criterion.REQUIRED_CAN: _("there fewer of those who must come can"),
    Criterion.OPTIONAL_CAN: _("there fewer of the others can"),
    Criterion.FEWER_IF_NEED_BE: _("there more can only if need be"),
    Criterion.NEARER_RHYTHM: _("it is farther from the agreed rhythm"),
    Criterion.EARLIER: _("it is equally good, only later"),
}
