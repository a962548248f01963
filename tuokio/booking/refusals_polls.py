"""Why an act on finding a date together is refused, and what is told then."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tuokio.meetings.refusals import REFUSED as OF_MEETINGS
from tuokio.meetings.refusals import sentence as of_meetings


class PollRefused(Exception):
    """An act on finding a date that cannot be done."""


class AnotherIsOpen(PollRefused):
    """A date is being sought in this process already."""


class PollClosed(PollRefused):
    """It has ended, or the day for answering has passed."""


class NobodyToAsk(PollRefused):
    """The process names no member who belongs to it now."""


class NothingToAsk(PollRefused):
    """No time was chosen, or more than can be asked."""


class TimeTooEarly(PollRefused):
    """A time lies before the last day for answering."""


class AskedEnough(PollRefused):
    """One reminder was sent."""


class NoMoreChosen(PollRefused):
    """Nothing was chosen, or not exactly one time of which a rhythm is to go on."""


class LinkClosed(PollRefused):
    """The link opens nothing: unknown, replaced, or of one who has left."""


REFUSED = (PollRefused, *OF_MEETINGS)


def sentence(refusal: Exception) -> str:
    """What happened, what was kept, what to do now."""
    if not isinstance(refusal, PollRefused):
        return of_meetings(refusal)
    return {
        AnotherIsOpen: _(
            "A date is being sought already. Choose or close that one first; nothing was changed."
        ),
        PollClosed: _(
            "This has been closed meanwhile, so nothing was changed. Perhaps another tab was quicker."
        ),
        NobodyToAsk: _("The process has no members who could be asked. Write their names first."),
        NothingToAsk: _("Choose from one to twelve times to ask about."),
        TimeTooEarly: _(
            "Each time must lie after the last day for answering. Choose an earlier last day or later times."
        ),
        AskedEnough: _("One reminder has been sent, and there is no second one."),
        NoMoreChosen: _("Choose at least one time; to go on in a rhythm, choose exactly one."),
        LinkClosed: _("This link does not open any more. Ask your supervisor for a new one."),
    }[type(refusal)]
