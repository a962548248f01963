"""What anybody in the room answers alone: the word in it lets it in, once; who brings it is not asked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from tuokio.vault.refusals import Malformed
from tuokio.vault.views.asking import Said, answers, as_id, done, read
from tuokio.workroom.usecases.levels import answer_levels
from tuokio.workroom.usecases.pulse import answer_pulse
from tuokio.workroom.views.rounds import level_in

TOKEN = 64


@answers("POST")
def pulse(request: HttpRequest) -> HttpResponse:
    """Three numbers from 0 to 100."""
    said = read(request)
    a, b, c = (_number(said, name) for name in ("a", "b", "c"))
    answer_pulse(token=said.text("token", most=TOKEN), answers=(a, b, c))
    return done()


@answers("POST")
def levels(request: HttpRequest) -> HttpResponse:
    """A level of each goal, or null for "I cannot say"."""
    said = read(request)
    given = said.part("levels").value
    answer_levels(
        token=said.text("token", most=TOKEN),
        levels={as_id(goal): level_in(given, goal) for goal in given},
        turns_up=said.flag("turnsUp"),
    )
    return done()


def _number(said: Said, name: str) -> int:
    found = said.value.get(name)
    if type(found) is not int:
        raise Malformed
    return found
