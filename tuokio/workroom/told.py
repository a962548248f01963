"""What a browser is told when something cannot leave the room; each code has a sentence in the scripts."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.utils.translation import gettext as _

from tuokio.supervision import refusals as of_process
from tuokio.supervision.models import ProcessClosed
from tuokio.vault.refusals import Malformed, Refused
from tuokio.workroom.domain.sheets import NotASheet
from tuokio.workroom.models.out_of_room import WrongTurn
from tuokio.workroom.usecases import going_out as acts

CODES: dict[type[Exception], str] = {
    ProcessClosed: "ended",
    WrongTurn: "elsewhere",
    acts.NobodyToAsk: "nobody",
    acts.NoCommissioner: "no-commissioner",
    acts.AnsweringOver: "over",
    acts.NotAsked: "not-asked",
    acts.OtherWords: "other-words",
    acts.WrongSlips: "slips",
}
REFUSED_HERE = (WrongTurn, *of_process.REFUSED)


class CannotLeave(Refused):
    """One of these, for a browser of the locked notes."""

    status = 409

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def told[**P, R](act: Callable[P, R]) -> Callable[P, R]:
    """The same act; what it refuses is told as a code."""

    @wraps(act)
    def with_codes(*args: Any, **kwargs: Any) -> R:
        try:
            return act(*args, **kwargs)
        except NotASheet as fault:
            raise Malformed from fault
        except tuple(CODES) as refusal:
            raise CannotLeave(CODES[type(refusal)]) from refusal

    return with_codes


def sentence(refusal: Exception) -> str:
    """The refusal in words, at the main host."""
    if isinstance(refusal, WrongTurn):
        return _("This cannot be done now. Perhaps it was already done in another tab.")
    return of_process.sentence(refusal)
