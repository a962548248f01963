"""The pages of keeping for an owner, and what anyone may read: accessibility and privacy."""

from __future__ import annotations

import os
import subprocess
import sys
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tuokio.kit import once
from tuokio.kit.clock import now
from tuokio.kit.limits import address_of, allow, too_many
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Practice
from tuokio.retention import usecases
from tuokio.retention.backup import NotMade, newest_copy, place
from tuokio.retention.forms import FeedbackForm, FolderForm, KeepingForm, TrialForm
from tuokio.retention.keys import LOCKED_NAME, KeyTrouble
from tuokio.retention.models import BackupRun, Feedback, RetentionSetting
from tuokio.retention.notices import accessibility_statement, house_notice, privacy_notice
from tuokio.retention.pages import BackupPage, KeepingPage, is_own_machine, outcome_told

TRIAL_PATIENCE = 600  # seconds until a trial of a copy is given up


@signed_in_only
@require_GET
def keeping(request: HttpRequest) -> HttpResponse:
    """The practices one runs; when there is one, straight to its keeping."""
    mine = list(Practice.objects.owned_by(signed_in(request)).order_by("name"))
    if not mine:
        raise Http404
    if len(mine) == 1:
        return redirect("retention:practice_keeping", mine[0].pk)
    return render(request, "retention/practices.html", {"practices": mine})


@signed_in_only
@require_http_methods(["GET", "POST"])
def practice_keeping(request: HttpRequest, practice_id: UUID) -> HttpResponse:
    """What is kept for how long, what the next night erases, what was erased; and choosing within the limits."""
    practice = get_object_or_404(Practice.objects.owned_by(signed_in(request)), pk=practice_id)
    form = KeepingForm(request.POST or None, setting=RetentionSetting.of(practice))
    if request.method == "POST" and form.is_valid():
        usecases.change_keeping(practice=practice, by=signed_in(request), at=now(), **form.cleaned_data)
        messages.success(request, _("Saved. A shorter time holds from the next announcement on."))
        return redirect("retention:practice_keeping", practice.pk)
    page = KeepingPage.of(practice, at=now())
    return render(request, "retention/keeping.html", {"page": page, "form": form})


@signed_in_only
@require_POST
def feedback_answer(request: HttpRequest, feedback_id: UUID) -> HttpResponse:
    """Mark feedback answered."""
    mine = Practice.objects.owned_by(signed_in(request))
    feedback = get_object_or_404(Feedback, pk=feedback_id, practice__in=mine)
    usecases.answer_feedback(feedback=feedback, by=signed_in(request), at=now())
    messages.success(request, _("Marked as answered. Thank you."))
    return redirect("retention:practice_keeping", feedback.practice_id)


# --- copies --------------------------------------------------------------------------------------------------


def _owned(request: HttpRequest) -> Practice:
    """Any practice that the person runs; 404 for everyone else."""
    practice = Practice.objects.owned_by(signed_in(request)).order_by("founded_at").first()
    if practice is None:
        raise Http404
    return practice


@signed_in_only
@require_http_methods(["GET", "POST"])
def backup(request: HttpRequest) -> HttpResponse:
    """Where the nightly copies go, when the last one was made, and on an own machine choosing the folder."""
    practice = _owned(request)
    form = FolderForm(request.POST or None)
    if request.method == "POST":
        if not is_own_machine():
            raise Http404
        if form.is_valid():
            try:
                usecases.choose_folder(
                    folder=form.cleaned_data["folder"],
                    passphrase=form.cleaned_data["passphrase"],
                    by=signed_in(request),
                    practice=practice,
                    at=now(),
                )
            except KeyTrouble:
                form.add_error(
                    "passphrase",
                    _(
                        "The folder has a key already, and this passphrase does not open it. Or it cannot be written."
                    ),
                )
            except NotMade as trouble:
                form.add_error("folder", str(trouble))
            else:
                messages.success(request, _("Saved. Make the first copy now."))
                return redirect("retention:backup")
    return _backup_page(request, folder=form)


@signed_in_only
@require_POST
def backup_copy(request: HttpRequest) -> HttpResponse:
    """Make a copy now."""
    _owned(request)
    if not is_own_machine():
        raise Http404
    try:
        made = usecases.copy_now(at=now(), progress=lambda done, total, what: None)
    except NotMade as trouble:
        messages.warning(
            request,
            _("No copy was made: %(why)s. The older copies are untouched.")
            % {"why": outcome_told(trouble.outcome)},
        )
    except KeyTrouble:
        messages.warning(request, _("No copy was made: choose a folder and a passphrase first."))
    else:
        messages.success(request, _("The copy %(name)s was made.") % {"name": made.path.name})
    return redirect("retention:backup")


@signed_in_only
@require_http_methods(["GET", "POST"])
def backup_trial(request: HttpRequest) -> HttpResponse:
    """Bring the newest copy back into nothing, to know that it opens and is whole."""
    _owned(request)
    if not is_own_machine():
        raise Http404
    if request.method == "GET":
        return redirect("retention:backup")
    form = TrialForm(request.POST)
    folder = place().folder
    copy = newest_copy(folder) if folder else None
    if folder is None or copy is None or not (folder / LOCKED_NAME).is_file():
        messages.warning(request, _("There is no copy with its key in the folder. Is the stick in?"))
        return redirect("retention:backup")
    if not form.is_valid():
        return _backup_page(request, trial=form)
    tried = _try(str(copy), str(folder / LOCKED_NAME), form.cleaned_data["passphrase"])
    if tried.returncode == 0:
        usecases.remember_trial(rows=int(tried.stdout.split()[-1]), at=now())
        messages.success(request, _("The copy opens, and every row of it came back."))
        return redirect("retention:backup")
    if tried.returncode == 2:
        form.add_error("passphrase", _("This passphrase does not open the copies."))
    else:
        form.add_error(None, _("The copy could not be brought back. Make a new one, and try that."))
    return _backup_page(request, trial=form)


def _try(copy: str, key: str, passphrase: str) -> subprocess.CompletedProcess[str]:
    """In a process of its own: a trial works on another database than this one."""
    return subprocess.run(  # noqa: S603 # our own program, on a file that we found ourselves
        [sys.executable, "-m", "django", "try_restore", copy, key],
        cwd=settings.PACKAGE.parent,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tuokio.config.settings",
            "TUOKIO_DATA": str(settings.DATA),
        },
        input=passphrase,
        capture_output=True,
        text=True,
        timeout=TRIAL_PATIENCE,
        check=False,
    )


def _backup_page(
    request: HttpRequest, *, folder: FolderForm | None = None, trial: TrialForm | None = None
) -> HttpResponse:
    page = BackupPage.now()
    last = page.last
    context = {
        "page": page,
        "form": folder or FolderForm(initial={"folder": page.folder}),
        "trial": trial or TrialForm(),
        "failed": last is not None and last.outcome != BackupRun.Outcome.MADE and outcome_told(last.outcome),
    }
    return render(request, "retention/backup.html", context)


# --- what anyone may read ------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement, and the form that tells us what was hard."""
    given = request.POST or None
    form = FeedbackForm(given, initial={"practice": request.GET.get("practice", "")[:60]})
    if request.method == "POST" and form.is_valid():
        if not allow(f"feedback:{address_of(request)}", limit=5, seconds=3600):
            return too_many(request)
        try:
            with transaction.atomic():
                claimed = once.claim(request.POST.get("once", ""), person_id=None, at=now())
                usecases.give_feedback(
                    message=form.cleaned_data["message"],
                    reply_to=form.cleaned_data["reply_to"],
                    language=get_language() or "fi",
                    practice=Practice.objects.filter(slug=form.cleaned_data["practice"]).first(),
                    at=now(),
                )
                once.settle(claimed, reverse("retention:accessibility_thanks"))
        except once.AlreadySubmitted:
            pass
        return redirect("retention:accessibility_thanks")
    notice = accessibility_statement(language=get_language() or "fi")
    return render(request, "retention/accessibility.html", {"notice": notice, "form": form})


@require_GET
def accessibility_thanks(request: HttpRequest) -> HttpResponse:
    """What happens to the feedback now."""
    return render(request, "retention/thanks.html")


@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """The privacy notice of the house."""
    return render(
        request, "retention/privacy.html", {"notice": house_notice(language=get_language() or "fi")}
    )


@require_GET
def practice_privacy(request: HttpRequest, slug: str) -> HttpResponse:
    """The privacy notice of a practice."""
    practice = get_object_or_404(Practice, slug=slug)
    notice = privacy_notice(practice, language=get_language() or "fi")
    return render(request, "retention/privacy.html", {"notice": notice, "practice": practice})
