"""Writing a practice's page: for those who run the practice or supervise in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tuokio.kit.clock import now
from tuokio.kit.sent import done_once
from tuokio.mapping.domain.contrast import readable_accent
from tuokio.mapping.domain.page_text import read_page
from tuokio.mapping.domain.sections import PageSection, SectionShape, typed
from tuokio.mapping.forms import (
    LookForm,
    PasteForm,
    PlacesForm,
    SectionFormSet,
    ServiceForm,
    WordsForm,
)
from tuokio.mapping.labels import LANGUAGE_NAMES
from tuokio.mapping.models import EDITORS, LANGUAGES, PublicPage, Service
from tuokio.mapping.pages import address_of_page, home_language, path_of, shown_languages
from tuokio.mapping.usecases import (
    NothingToShow,
    change_look,
    change_places,
    import_text,
    keep_service,
    keep_words,
    page_of,
    publish,
    remove_service,
    unpublish,
)
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Person, Practice

BUDGET = 30  # KiB that a page without pictures stays within


def edited_page(request: HttpRequest) -> PublicPage:
    """The page that the person writes: of the practice named by ?practice=, else of their first one. 404 otherwise."""
    practices = practices_of(signed_in(request))
    asked = request.GET.get("practice")
    for practice in practices:
        if asked in {None, practice.slug}:
            return page_of(practice)
    raise Http404


def practices_of(person: Person) -> list[Practice]:
    """The practices whose page the person may write."""
    found = Practice.objects.filter(
        roles__person=person, roles__standing__in=EDITORS, roles__ended_on=None
    ).distinct()
    return list(found.order_by("founded_at", "name"))


def there(page: PublicPage, name: str, *args: object) -> str:
    """The address of a part of the writing, for this practice."""
    return f"{reverse(f'mapping:{name}', args=args)}?practice={page.practice.slug}"


def _about(page: PublicPage, **more: Any) -> dict[str, Any]:
    return {
        "public": page,
        "practice": page.practice,
        "q": f"?practice={page.practice.slug}",
        "edit_href": there(page, "edit"),
        **more,
    }


def _in_order(page: PublicPage) -> list[tuple[str, str]]:
    codes = [page.practice.language, *(code for code in LANGUAGES if code != page.practice.language)]
    return [(code, LANGUAGE_NAMES[code]) for code in codes]


@require_safe
@signed_in_only
def edit(request: HttpRequest) -> HttpResponse:
    """The page as a whole: what there is, and the way to each part."""
    page = edited_page(request)
    home = home_language(page)
    form_address = settings.BASE_ADDRESS + path_of(page, home, "form")
    languages = [
        {
            "code": code,
            "name": name,
            "words": page.words_in(code),
            "href": there(page, "words", code),
            "unplaced": len(page.words_in(code).unplaced),
        }
        for code, name in _in_order(page)
    ]
    services = [
        {
            "service": service,
            "name": service.name(page.practice.language),
            "href": there(page, "service", service.pk),
            "link": f"{address_of_page(page, home)}#{service.slug}",
        }
        for service in page.services.all()
    ]
    about = _about(
        page,
        address=address_of_page(page, home),
        look_href=path_of(page, home),
        talk_href=path_of(page, home, "talk"),
        languages=languages,
        services=services,
        embed_code=f'<iframe src="{form_address}" title="{_("A short message")}" width="100%" height="900"></iframe>',
        others=[practice for practice in practices_of(signed_in(request)) if practice != page.practice],
        weight=_picture_weight(page),
        can_publish=bool(shown_languages(page)),
    )
    return render(request, "mapping/edit.html", about)


def _picture_weight(page: PublicPage) -> int:
    """How many KiB the pictures add to a page of at most 30."""
    size = sum(len(bytes(picture)) for picture in (page.photo, page.logo) if picture)
    return -(-size // 1024)


@signed_in_only
def paste(request: HttpRequest) -> HttpResponse:
    """An existing text: first what was understood, then onto the page."""
    page = edited_page(request)
    form = PasteForm(
        request.POST or None, languages=_in_order(page), initial={"language": page.practice.language}
    )
    read = None
    if form.is_valid():
        read = read_page(form.cleaned_data["text"])
        if "keep" in request.POST:
            told = form.cleaned_data

            def act() -> None:
                import_text(
                    page=page,
                    language=told["language"],
                    text=read,
                    replace=bool(told["replace"]),
                    by=signed_in(request),
                    at=now(),
                )

            return _done(request, act, there(page, "words", told["language"]))
    return render(request, "mapping/paste.html", _about(page, form=form, read=read))


def _done(request: HttpRequest, act: Callable[[], object], goes_to: str) -> HttpResponse:
    def once() -> str:
        act()
        return goes_to

    response = done_once(request, once, at=now())
    messages.success(request, _("Saved."))
    return response


@signed_in_only
def words(request: HttpRequest, language: str) -> HttpResponse:
    """Headline, lead and sections in one language."""
    page = edited_page(request)
    kept = page.words_in(language)
    form = WordsForm(
        request.POST or None,
        initial={
            "shown": kept.shown or kept.pk is None,
            "headline": kept.headline,
            "lead": kept.lead,
            "hours": kept.hours,
            "unplaced": tuple(kept.unplaced),
        },
    )
    initial = [
        {
            "place": number,
            "heading": section.heading,
            "shape": section.shape.value,
            "text": typed(section.blocks),
        }
        for number, section in enumerate(kept.sections, 1)
    ]
    sections = SectionFormSet(request.POST or None, initial=initial, prefix="section")
    if request.method == "POST" and form.is_valid() and sections.is_valid():
        told = form.cleaned_data

        def act() -> None:
            keep_words(
                page=page,
                language=language,
                sections=_sections(sections),
                by=signed_in(request),
                at=now(),
                **told,
            )

        return _done(request, act, there(page, "edit"))
    about = _about(
        page,
        form=form,
        sections=sections,
        text_language=language,
        language_name=LANGUAGE_NAMES[language],
        shapes=SectionShape,
        has_unplaced=bool(kept.unplaced) or "unplaced" in form.errors,
    )
    return render(request, "mapping/words.html", about, status=422 if form.is_bound else 200)


def _sections(sections: Any) -> list[PageSection]:
    """The sections that were written, in the places that they were given; one without a place comes last."""
    placed = [
        (one.cleaned_data.get("place") or 1000 + number, number, section)
        for number, one in enumerate(sections)
        if one.has_changed() or number < sections.initial_form_count()
        if (section := one.section()) is not None
    ]
    return [section for _place, _number, section in sorted(placed, key=lambda row: row[:2])]


@signed_in_only
def new_service(request: HttpRequest) -> HttpResponse:
    """A service that the page does not have yet."""
    return _service(request, edited_page(request), None)


@signed_in_only
def service(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """One service: names, lengths and prices."""
    page = edited_page(request)
    return _service(request, page, get_object_or_404(page.services, pk=service_id))


def _service(request: HttpRequest, page: PublicPage, kept: Service | None) -> HttpResponse:
    form = ServiceForm(
        request.POST or None,
        languages=_in_order(page),
        prices=page.practice.invoices,
        service=kept,
        initial={} if kept else {"place": page.services.count()},
    )
    if form.is_valid():

        def act() -> None:
            keep_service(page=page, offered=form.offered(kept), by=signed_in(request), at=now(), service=kept)

        return _done(request, act, there(page, "edit"))
    about = _about(
        page,
        form=form,
        service=kept,
        name=kept.name(page.practice.language) if kept else "",
        removal_href=there(page, "service_removal", kept.pk) if kept else "",
    )
    return render(request, "mapping/service.html", about, status=422 if form.is_bound else 200)


@require_POST
@signed_in_only
def service_removal(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """A service is taken off the page."""
    page = edited_page(request)
    kept = get_object_or_404(page.services.select_related("page"), pk=service_id)
    remove_service(service=kept, by=signed_in(request), at=now())
    messages.success(request, _("The service was removed."))
    return redirect(there(page, "edit"))


@signed_in_only
def look(request: HttpRequest) -> HttpResponse:
    """Accent colour with advice on its contrast, photo and logo."""
    page = edited_page(request)
    form = LookForm(request.POST or None, request.FILES or None, initial={"accent": page.accent})
    if form.is_valid():
        change_look(page=page, by=signed_in(request), at=now(), **form.cleaned_data)
        _advise(request, page)
        return redirect(there(page, "look"))
    about = _about(
        page,
        form=form,
        advice=readable_accent(page.accent) if page.accent else None,
        weight=_picture_weight(page),
        budget=BUDGET,
    )
    return render(request, "mapping/look.html", about, status=422 if form.is_bound else 200)


def _advise(request: HttpRequest, page: PublicPage) -> None:
    messages.success(request, _("Saved."))
    if page.accent and not (advice := readable_accent(page.accent)).readable:
        messages.warning(
            request,
            _(
                "%(accent)s is too light to be read on the page, so its nearest readable shade %(shade)s is used."
            )
            % {"accent": advice.accent, "shade": advice.light},
        )


@signed_in_only
def places(request: HttpRequest) -> HttpResponse:
    """Own domain, sites that show the form, the promise of an answer."""
    page = edited_page(request)
    form = PlacesForm(
        request.POST or None,
        page=page,
        hosts=tuple(host.lstrip(".") for host in settings.ALLOWED_HOSTS),
        initial={
            "domain": page.domain or "",
            "embed_sites": tuple(page.embed_sites),
            "answer_within_days": page.answer_within_days,
        },
    )
    if form.is_valid():
        change_places(page=page, by=signed_in(request), at=now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(there(page, "edit"))
    return render(
        request, "mapping/places.html", _about(page, form=form), status=422 if form.is_bound else 200
    )


@require_POST
@signed_in_only
def publication(request: HttpRequest) -> HttpResponse:
    """The page is shown to everyone, or no more."""
    page = edited_page(request)
    person = signed_in(request)
    if request.POST.get("publish") == "no":
        unpublish(page=page, by=person, at=now())
        messages.success(request, _("The page is hidden. Only those who write it see it."))
    else:
        try:
            publish(page=page, by=person, at=now())
        except NothingToShow:
            messages.error(
                request, _("The page needs a headline in one language before it can be published.")
            )
        else:
            messages.success(request, _("The page is published."))
    return redirect(there(page, "edit"))
