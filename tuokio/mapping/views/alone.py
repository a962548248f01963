"""What a link opens, without an account: the questions on one's own phone, and M08 apart."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tuokio.kit.clock import now
from tuokio.kit.sent import done_once
from tuokio.mapping import answering_alone as links
from tuokio.mapping import conversation_labels as words
from tuokio.mapping.conversation_acts_forms import HealthForm, VoiceForm
from tuokio.mapping.conversation_forms import QuestionsForm
from tuokio.mapping.conversation_pages import AlonePage, place_told
from tuokio.mapping.domain.questions import BY_ID, Kept, asked_alone, before, following
from tuokio.mapping.models import MappingConversation
from tuokio.supervision.models import ProcessClosed

View = Callable[..., HttpResponse]
BOTH = require_http_methods(["GET", "HEAD", "POST"])


def by_link(view: View) -> View:
    """Open the page for whoever has the link; one that opens nothing is no page at all."""

    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, token: str, **more: str) -> HttpResponse:
        try:
            return view(request, token, **more)
        except (links.LinkClosed, ProcessClosed):
            raise Http404 from None

    return opened


@by_link
@require_safe
def alone(request: HttpRequest, token: str) -> HttpResponse:
    """What this is, who sees it, and the way to the first question."""
    page = AlonePage.of(links.opened_by(token, now()), token)
    return render(request, "mapping/alone.html", {"page": page, "token": token})


@by_link
@BOTH
def alone_question(request: HttpRequest, token: str, question: str) -> HttpResponse:
    """One question on one screen; each answer is kept at once, and every one may be left open."""
    conversation = links.opened_by(token, now())
    given = conversation.said_alone()
    here = BY_ID.get(question.upper())
    if here is None or here not in asked_alone(given):
        raise Http404
    if here.kept == Kept.NEVER:
        return _health(request, conversation, token)
    form = QuestionsForm(request.POST or None, questions=[here], given=given, alone=True)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            links.keep_alone(token=token, told=form.told(), at=now())
            return _on_from(token, here.id, back=request.POST.get("go") == "back")

        return done_once(request, act, at=now())
    about = {"form": form, "token": token, "place": place_told(here, given), "question": here}
    about["has_before"] = before(here.id, given) is not None
    return render(request, "mapping/alone_question.html", about)


def _on_from(token: str, question: str, *, back: bool) -> str:
    """The question after or before, as the own answers now tell; the end after the last.

    From here on, not the whole address: what a form led to is kept for a week, and the link itself never is.
    """
    given = links.opened_by(token, now()).said_alone()
    found = before(question, given) if back else following(question, given)
    if found is None:
        return "../../" if back else "../../end/"
    return f"../{found.id.lower()}/"


def _health(request: HttpRequest, conversation: MappingConversation, token: str) -> HttpResponse:
    """M12: what the answer means is shown on this screen, and the answer goes no further than this function."""
    form = HealthForm(request.POST or None)
    about = {"form": form, "token": token, "answered": False, "word": ()}
    about["place"] = place_told(BY_ID["M12"], conversation.said_alone())
    if request.method == "POST" and form.is_valid():
        about["answered"] = True
        about["word"] = words.HEALTH_BESIDE if form.concerns_health else (words.HEALTH_NOT,)
    return render(request, "mapping/alone_health.html", about)


@by_link
@BOTH
def alone_end(request: HttpRequest, token: str) -> HttpResponse:
    """Thanks, and the own answers, which can be corrected until the talk."""
    conversation = links.opened_by(token, now())
    if request.method == "POST":

        def act() -> str:
            links.finish_alone(token=token, at=now())
            return "../end/"

        return done_once(request, act, at=now())
    about = {"page": AlonePage.of(conversation, token), "token": token, "elsewhere": words.ELSEWHERE_FIRST}
    return render(request, "mapping/alone_end.html", about)


# --- M08 -----------------------------------------------------------------------------------------------------


@by_link
@BOTH
def own_answer(request: HttpRequest, token: str) -> HttpResponse:
    """M08 for one person. No token of the form is remembered: it would tell when somebody answered."""
    if request.method == "POST" and links.is_answered_link(token):
        return redirect("mapping:own_answer_thanks")
    link = links.safety_link(token, now())
    form = VoiceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        links.answer_safety(token=token, value=form.cleaned_data["value"], at=now())
        return redirect("mapping:own_answer_thanks")
    about = {"form": form, "practice": link.conversation.process.practice.name}
    about["is_one"] = link.is_only
    return render(request, "mapping/own_answer.html", about)


@require_safe
def own_answer_thanks(request: HttpRequest) -> HttpResponse:
    """Thanks, the same for everyone."""
    return render(request, "mapping/own_answer_thanks.html")
