"""What anyone may open: a practice's page, its talk, its enquiry form. No cookie is set and no script needed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.csp import CSP, build_policy
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuokio.kit.assets import asset_address
from tuokio.kit.clock import now, today
from tuokio.kit.documents import ask_document
from tuokio.kit.limits import address_of, allow, too_many
from tuokio.mapping.domain.contrast import AccentAdvice, readable_accent
from tuokio.mapping.domain.sections import runs_of
from tuokio.mapping.domain.talk import Slide, slides_of
from tuokio.mapping.enquiring import receive_enquiry
from tuokio.mapping.forms import EnquiryForm
from tuokio.mapping.models import Enquiry, PublicPage
from tuokio.mapping.pages import (
    ShownPage,
    accent_path,
    accessibility_path,
    home_language,
    path_of,
    privacy_path,
    shown_languages,
    text_of,
)
from tuokio.mapping.rendering import STAMP, kept_page
from tuokio.mapping.signals import page_shown
from tuokio.mapping.stamps import StampFault, fault_of, new_stamp
from tuokio.people.models import Person

AN_HOUR, A_DAY = 3600, 86_400
FROM_ONE_PLACE = 5  # enquiries an hour
TO_ONE_PAGE = 30  # enquiries a day
HANDOUTS = 10  # an hour from one place
RECEIPT_DAYS = 14  # how long the page of a receipt answers


class HomeLanguage(Exception):
    """The language asked for is the page's own, which has the plain address."""


def public_page(request: HttpRequest, slug: str) -> PublicPage:
    """The page when it is published, or when the one who asks writes it; 404 otherwise. One query."""
    pages = PublicPage.objects.select_related("practice").defer("photo", "logo")
    page = get_object_or_404(pages, practice__slug=slug)
    if not page.published and not writes(request, page):
        raise Http404
    return page


def writes(request: HttpRequest, page: PublicPage) -> bool:
    """Whether the one who asks may change the page."""
    person = request.user
    return isinstance(person, Person) and PublicPage.objects.edited_by(person).filter(pk=page.pk).exists()


def language_in(page: PublicPage, asked: str) -> str:
    """The language to show; 404 for one that the page is not written in."""
    if asked and page.published and asked not in shown_languages(page):
        raise Http404
    return asked or home_language(page)


# --- the page ----------------------------------------------------------------------------------------------------


@require_safe
def page(request: HttpRequest, slug: str, language: str = "") -> HttpResponseBase:
    """The public page in one language."""
    found = public_page(request, slug)
    practice = found.practice
    key = (
        found.pk,
        language,
        found.version,
        practice.name,
        practice.phone,
        practice.email,
        practice.address,
        practice.vat_code,
    )
    try:
        kept = kept_page(key, lambda: _page_html(found, language))
    except HomeLanguage:
        return redirect("mapping:page", slug)
    etag = f'W/"{found.version}-{language}-{asset_address("public.css")[-12:-4]}-{kept.digest}"'
    response: HttpResponse
    if request.headers.get("if-none-match") == etag:
        response = HttpResponseNotModified()
    elif "gzip" in request.headers.get("accept-encoding", ""):
        response = HttpResponse(kept.gzipped(new_stamp()))
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(kept.plain(new_stamp()))
    response.headers["ETag"] = etag
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = "public, no-cache" if found.published else "private, no-store"
    response.headers["Content-Language"] = kept.language
    return response


def _page_html(found: PublicPage, asked: str) -> tuple[str, str]:
    language = language_in(found, asked)
    if asked and asked == home_language(found):
        raise HomeLanguage
    with translation.override(language):
        shown = ShownPage.of(found, language, on=today())
        html = render_to_string(
            "mapping/page.html",
            {
                "page": shown,
                "form": EnquiryForm(),
                "stamp": STAMP,
                "send_to": path_of(found, language, "enquiry"),
                "talk_href": path_of(found, language, "talk"),
                "booking": next((way for _who, way in page_shown.send(PublicPage, page=found) if way), None),
                **frame_of(found, language),
            },
        )
    return html, language


def frame_of(page: PublicPage, language: str) -> dict[str, Any]:
    """What the frame of every public page of a practice reads."""
    return {
        "accent_href": accent_path(page),
        "privacy_href": privacy_path(page),
        "accessibility_href": accessibility_path(),
        "page_href": path_of(page, language),
        "practice": page.practice,
    }


@require_safe
def accent(request: HttpRequest, slug: str, accent: str) -> HttpResponse:
    """The practice's own colour as a tiny style sheet, in shades that can be read on light and on dark."""
    found = get_object_or_404(PublicPage.objects.only("accent"), practice__slug=slug, accent=f"#{accent}")
    response = HttpResponse(_accent_css(readable_accent(found.accent)), content_type="text/css")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _accent_css(advice: AccentAdvice) -> str:
    light, dark = advice.light, advice.dark
    return (
        f":root{{--pri:light-dark({light},{dark});"
        f"--pri-ink:light-dark({advice.text_on_light},{advice.text_on_dark});"
        f"--pri-soft:light-dark(color-mix(in oklab,{light} 10%,#fff),color-mix(in oklab,{dark} 20%,#182428))}}"
        f".band,.slide--title{{background:light-dark({light},color-mix(in oklab,{dark} 25%,#0e181b))!important}}"
    )


@require_safe
def picture(request: HttpRequest, slug: str, which: str, version: str) -> HttpResponse:
    """The photo or the logo; its address changes with the page, so it may be kept for long."""
    found = get_object_or_404(
        PublicPage.objects.only(which, f"{which}_type", "published"), practice__slug=slug
    )
    content, kind = getattr(found, which), getattr(found, f"{which}_type")
    if not content or not (found.published or writes(request, found)):
        raise Http404
    response = HttpResponse(bytes(content), content_type=f"image/{kind}")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


# --- the enquiry ----------------------------------------------------------------------------------------------------


@csrf_exempt  # no cookie, no one signed in: the form carries a signed stamp instead
@require_http_methods(["GET", "HEAD", "POST"])
def enquiry(request: HttpRequest, slug: str, language: str = "") -> HttpResponseBase:
    """An enquiry arrives; whoever only opens the address comes to the form on the page."""
    found = public_page(request, slug)
    language = language_in(found, language)
    if request.method != "POST":
        return redirect(f"{path_of(found, language)}#message")
    return _receive(request, found, language, part="enquiry", then="received")


@csrf_exempt  # the same; a browser would not send a cookie from inside another site's page
@require_http_methods(["GET", "HEAD", "POST"])
def embedded(request: HttpRequest, slug: str, language: str = "") -> HttpResponseBase:
    """The enquiry form alone, for the sites that the practice has named."""
    found = public_page(request, slug)
    language = language_in(found, language)
    if request.method == "POST":
        answer = _receive(request, found, language, part="form", then="form_received")
    else:
        answer = _form_page(found, language, EnquiryForm(), part="form")
    return _framed_by(found, answer)


def _framed_by(page: PublicPage, answer: HttpResponseBase) -> HttpResponseBase:
    """Let the named sites, and no others, show this answer inside their own page."""
    sites = page.embed_sites or [CSP.NONE]
    answer.headers[CSP.HEADER_ENFORCE.value] = build_policy(
        {**settings.SECURE_CSP, "frame-ancestors": sites}  # type: ignore[dict-item]  # settings hold lists of words
    )
    answer.xframe_options_exempt = True  # type: ignore[attr-defined]  # read by Django's middleware
    return answer


def _receive(
    request: HttpRequest, page: PublicPage, language: str, *, part: str, then: str
) -> HttpResponseBase:
    form = EnquiryForm(request.POST)
    with translation.override(language):
        if not form.is_valid():
            return _form_page(page, language, form, part=part, status=422)
        trouble = _trouble(request, page)
        if trouble:
            form.add_error(None, trouble)
            too_often = _TOO_OFTEN in request.META
            return _form_page(page, language, form, part=part, status=429 if too_often else 422)
        taken = receive_enquiry(page=page, asked=form.asked(language), stamp=request.POST["stamp"], at=now())
    response = redirect(path_of(page, language, then, enquiry_id=taken.pk))
    response.status_code = 303
    return response


_TOO_OFTEN = "tuokio.too_often"


def _trouble(request: HttpRequest, page: PublicPage) -> str:
    """Why a well-written message is not taken; nothing when it is."""
    call = _("You can also call %(phone)s.") % {"phone": page.practice.phone} if page.practice.phone else ""
    kept = _("What you wrote is still here.")
    fault = fault_of(request.POST.get("stamp", ""))
    if fault == StampFault.TOO_QUICK:
        return f"{_('That was quicker than anyone writes. Look it through and send it again.')} {kept} {call}"
    if fault == StampFault.TOO_OLD:
        return f"{_('The page had been open for long. Send the message once more.')} {kept} {call}"
    if request.POST.get("website"):
        return f"{_('The message could not be taken, because a field that is not for people was filled in. Send it once more.')} {kept} {call}"
    here = allow(f"enquiry:{address_of(request)}", limit=FROM_ONE_PLACE, seconds=AN_HOUR)
    if not here or not allow(f"enquiries:{page.pk}", limit=TO_ONE_PAGE, seconds=A_DAY):
        request.META[_TOO_OFTEN] = True
        return f"{_('Many messages have come in a short time, so this one was not taken. Try again in an hour.')} {kept} {call}"
    return ""


def _form_page(
    page: PublicPage, language: str, form: EnquiryForm, *, part: str, status: int = 200
) -> HttpResponse:
    with translation.override(language):
        html = render_to_string(
            "mapping/enquiry.html",
            {
                "page": ShownPage.of(page, language, on=today()),
                "form": form,
                "stamp": new_stamp(),
                "send_to": path_of(page, language, part),
                "in_frame": part == "form",
                **frame_of(page, language),
            },
        )
    return not_kept(HttpResponse(html, status=status), language)


def not_kept(response: HttpResponse, language: str) -> HttpResponse:
    """The answer with its language, for no cache between to keep."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Language"] = language
    return response


@require_safe
def received(request: HttpRequest, slug: str, enquiry_id: UUID, language: str = "") -> HttpResponse:
    """The receipt: by when the answer comes, who keeps the message and for how long. Nothing of the message."""
    return _receipt(request, slug, enquiry_id, language, in_frame=False)


@require_safe
def embedded_received(
    request: HttpRequest, slug: str, enquiry_id: UUID, language: str = ""
) -> HttpResponseBase:
    """The receipt inside another site's page."""
    answer = _receipt(request, slug, enquiry_id, language, in_frame=True)
    return _framed_by(public_page(request, slug), answer)


def _receipt(
    request: HttpRequest, slug: str, enquiry_id: UUID, language: str, *, in_frame: bool
) -> HttpResponse:
    page = public_page(request, slug)
    lately = Enquiry.objects.filter(
        practice=page.practice, arrived_at__gt=now() - timedelta(days=RECEIPT_DAYS), erased_at=None
    )
    found = get_object_or_404(lately, pk=enquiry_id)
    language = language_in(page, language)
    with translation.override(language):
        html = render_to_string(
            "mapping/received.html",
            {
                "enquiry": found,
                "page": ShownPage.of(page, language, on=today()),
                "in_frame": in_frame,
                **frame_of(page, language),
            },
        )
    return not_kept(HttpResponse(html), language)


# --- the talk -------------------------------------------------------------------------------------------------------


@require_safe
def talk(request: HttpRequest, slug: str, language: str = "") -> HttpResponse:
    """The page as slides."""
    page = public_page(request, slug)
    language = language_in(page, language)
    with translation.override(language):
        html = render_to_string(
            "mapping/talk.html",
            {
                "slides": [
                    (slide, runs_of(slide.blocks))
                    for slide in slides_of(text_of(page, page.words_in(language)))
                ],
                "back_href": path_of(page, language),
                "handout_href": path_of(page, language, "handout"),
                **frame_of(page, language),
            },
        )
    response = HttpResponse(html)
    response.headers["Content-Language"] = language
    return response


@csrf_exempt  # asks for a paper that anyone may read; nothing is changed
@require_POST
def handout(request: HttpRequest, slug: str, language: str = "") -> HttpResponse:
    """The slides on paper, made by the worker."""
    page = public_page(request, slug)
    language = language_in(page, language)
    if not allow(f"handout:{address_of(request)}", limit=HANDOUTS, seconds=AN_HOUR):
        return too_many(request)
    with translation.override(language):
        practice = page.practice
        slides = slides_of(text_of(page, page.words_in(language)))
        data = {
            "title": page.words_in(language).headline or practice.name,
            "from": " · ".join(part for part in (practice.name, practice.phone, practice.email) if part),
            "slides": [_on_paper(slide) for slide in slides if slide.kind != "title"],
        }
    document = ask_document(
        request,
        template="mapping/talk",
        data=data,
        filename=f"{practice.slug}.pdf",
        language=language,
        at=now(),
    )
    return redirect("kit:document", document.pk)


def _on_paper(slide: Slide) -> dict[str, Any]:
    heading = slide.heading or (_("Services") if slide.kind == "services" else "")
    blocks = [{"kind": block.kind, "text": block.text} for block in slide.blocks]
    blocks += [
        {
            "kind": "item",
            "text": " ".join(part for part in (service.name, lengths_told(service.minutes)) if part),
        }
        for service in slide.services
    ]
    return {"heading": "" if slide.continued else heading, "blocks": blocks}


def lengths_told(minutes: tuple[int, ...]) -> str:
    """45 / 60 min."""
    return f"{' / '.join(map(str, minutes))} min" if minutes else ""
