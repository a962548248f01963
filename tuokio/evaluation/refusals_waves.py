"""Why an act on a wave is refused, and what is told then: what happened, what was kept, what to do."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tuokio.evaluation.domain.statements import WrongChoice
from tuokio.supervision.models import ProcessClosed
from tuokio.supervision.refusals import sentence as process_sentence


class WaveRefused(Exception):
    """An act on a wave that cannot be done."""


class ChoiceFixed(WaveRefused):
    """The first wave has opened, so its statements stay."""


class NothingChosen(WaveRefused):
    """No statements were chosen yet."""


class NotPlanned(WaveRefused):
    """The process has no agreed terms, so there is no meeting to tie a wave to."""


class NobodyToAsk(WaveRefused):
    """The process names no members."""


class AnotherIsOpen(WaveRefused):
    """Another wave of the process is open."""


class NotScheduled(WaveRefused):
    """The wave was opened or left out already."""


class NotOpen(WaveRefused):
    """The wave is not open: not yet, or not any more."""


class AskedEnough(WaveRefused):
    """Home was asked once and reminded once."""


class EveryoneHasAnswered(WaveRefused):
    """As many sheets are there as people were asked."""


class NothingAnswered(WaveRefused):
    """The form was sent without a single answer."""


class OnPaperAlone(WaveRefused):
    """With one or two people a sheet on paper stays with the one who filled it in."""


class NotYours(WaveRefused):
    """There is no sheet to show anything of, or the wave is one of a group."""


REFUSED = (WaveRefused, WrongChoice, ProcessClosed)


def sentence(refusal: Exception) -> str:
    """The refusal in words."""
    if isinstance(refusal, ProcessClosed):
        return process_sentence(refusal)
    return _sentences()[type(refusal)]


def _sentences() -> dict[type[Exception], str]:
    return {
        WrongChoice: _("Choose from three to six statements. Nothing was saved yet."),
        ChoiceFixed: _(
            "The first evaluation has been opened, so the statements stay: otherwise start and end "
            "could not be compared."
        ),
        NothingChosen: _("Choose the statements first."),
        NotPlanned: _("Agree on the terms first: an evaluation belongs to one of the agreed meetings."),
        NobodyToAsk: _("The process names no supervisees yet. Name them first, initials are enough."),
        AnotherIsOpen: _("Another evaluation of this process is open. Close it first."),
        NotScheduled: _("This evaluation was opened or left out already, perhaps in another tab."),
        NotOpen: _("This evaluation is not open. An evaluation that was closed does not open again."),
        AskedEnough: _("The request and the one reminder have been sent. Nobody is asked more often."),
        EveryoneHasAnswered: _(
            "Everyone has answered: there are as many answers as people who were asked. "
            "Nothing was saved. If someone still lacks an answer, tell it in the room."
        ),
        NothingAnswered: _("Nothing was chosen yet, so nothing was saved. You may leave any of them empty."),
        OnPaperAlone: _(
            "With one or two people a sheet on paper stays with the one who filled it in. "
            "It is not entered here."
        ),
        NotYours: _("There are no answers of yours here that could be shown."),
    }
