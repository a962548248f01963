"""What is told when an act on goals is refused: what happened, what was kept, what to do now."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tuokio.goals.usecases import goals, rounds
from tuokio.supervision import refusals as of_processes

_SENTENCES: dict[type[Exception], Promise] = {
    goals.EnoughGoals: _(
        "The process has five goals already. Mark one of them as reached, replaced or dropped first. Nothing was saved."
    ),
    goals.RoundIsOpen: _(
        "The goals are being rated just now, so they stay as they are. Close the rating first. Nothing was saved."
    ),
    goals.GoalIsOver: _("This goal is not worked on any more. Take it up again first. Nothing was saved."),
    goals.AgreementDecides: _(
        "This goal came with the agreement, so only a change of the agreement can do this. Nothing was saved."
    ),
    goals.ChangedMeanwhile: _(
        "The goal was changed in another tab meanwhile. What you typed is still here: look at the goal anew, "
        "then write it there."
    ),
    goals.AlreadyRated: _(
        "Levels have been recorded from this start, so the start cannot be changed any more. Nothing was saved."
    ),
    goals.NotSo: _("The goal stands there already. Perhaps it was done in another tab."),
    rounds.NothingToRate: _(
        "No goal can be rated yet: write its levels first. At the start only goals with five levels are rated, "
        "since the others have their start in words."
    ),
    rounds.RoundIsClosed: _("This rating is closed, so it takes no more answers. Nothing was saved."),
    rounds.NotAsked: _("In this rating nobody answers alone here. Nothing was saved."),
    rounds.AnswerFirst: _("Answer first; then you can choose this."),
    rounds.TurnedUp: _("The answers have been turned up already, so this cannot be taken back."),
    rounds.TooManySlips: _("As many slips as there are people have been typed already. Nothing was saved."),
    rounds.AnswersFirst: _(
        "Let everyone answer first and close the rating; then record what you agreed. Nothing was saved."
    ),
    rounds.NotOnItsScale: _("Choose one of the levels for each goal. At the start it is one level."),
}
REFUSED: tuple[type[Exception], ...] = (*of_processes.REFUSED, *_SENTENCES)


def sentence(refusal: Exception) -> str:
    """The refusal in words."""
    if isinstance(refusal, of_processes.REFUSED):
        return of_processes.sentence(refusal)
    return str(_SENTENCES[type(refusal)])
