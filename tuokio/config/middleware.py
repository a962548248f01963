"""What happens around every request."""

from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.http.request import validate_host
from django.utils import translation

Answer = Callable[[HttpRequest], HttpResponseBase]
LANGUAGES = {code for code, _name in settings.LANGUAGES}


def healthz(answer: Answer) -> Answer:
    """`GET /healthz`: 200 when the database can be written, 503 when not, and nothing more.

    It stands before everything else so that it needs no host name, no session and no template.
    """

    def check(request: HttpRequest) -> HttpResponseBase:
        if request.path_info != "/healthz":
            return answer(request)
        from tuokio.kit.models import Heartbeat

        try:
            with transaction.atomic():
                Heartbeat.objects.update_or_create(pk=1)
        except (DatabaseError, OSError):
            connection.close()
            return HttpResponse(status=503, content_type="text/plain")
        return HttpResponse(status=200, content_type="text/plain")

    return check


def feeds(answer: Answer) -> Answer:
    """Calendars that ask again and again for a feed: answered before sessions, languages and addresses are looked up.

    What is not a feed that there is goes on its way, and gets the house's own 404.
    """

    def fetch(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith("/feeds/"):
            return answer(request)
        from tuokio.calendars.views.feeds import known_feed

        return known_feed(request) or answer(request)

    return fetch


def clean_input(answer: Answer) -> Answer:
    """Take NUL characters out of what is sent: no database stores them and no person types them."""

    def without_nul(values: QueryDict) -> QueryDict | None:
        if not any(
            "\x00" in text for _key, found in values.lists() for text in found if isinstance(text, str)
        ):
            return None
        cleaned = values.copy()
        for key, found in values.lists():
            cleaned.setlist(key, [t.replace("\x00", "") if isinstance(t, str) else t for t in found])
        cleaned._mutable = False
        return cleaned

    def clean(request: HttpRequest) -> HttpResponseBase:
        if "%00" in request.META.get("QUERY_STRING", "") and (query := without_nul(request.GET)) is not None:
            request.GET = query  # type: ignore[assignment]  # a frozen QueryDict stays a QueryDict
        if request.method == "POST" and (post := without_nul(request.POST)) is not None:
            request.POST = post  # type: ignore[assignment]  # the same
        return answer(request)

    return clean


def language_of_reader(answer: Answer) -> Answer:
    """The language: asked in the address, kept in a cookie, else what the browser prefers, else Finnish."""

    def choose(request: HttpRequest) -> HttpResponseBase:
        asked = request.GET.get("lang", "")
        kept = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if asked in LANGUAGES:
            language = asked
        elif kept in LANGUAGES:
            language = kept
        else:
            language = _preferred(request.headers.get("accept-language", ""))
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = answer(request)
        response.headers.setdefault("Content-Language", translation.get_language() or language)
        if asked in LANGUAGES and asked != kept:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, asked, max_age=31_536_000, samesite="Lax", httponly=True
            )
        return response

    return choose


def _preferred(header: str) -> str:
    for part in header.lower().split(","):
        code = part.split(";")[0].strip()[:2]
        if code in LANGUAGES:
            return code
    return "fi"


def language_of_person(answer: Answer) -> Answer:
    """Whoever is signed in reads in the language they chose, on every device."""

    def choose(request: HttpRequest) -> HttpResponseBase:
        if request.GET.get("lang", "") not in LANGUAGES and "_auth_user_id" in request.session:
            person = request.user
            if person.is_authenticated and person.language in LANGUAGES:
                translation.activate(person.language)
                request.LANGUAGE_CODE = person.language
        return answer(request)

    return choose


def own_domains(answer: Answer) -> Answer:
    """Serve a practice's public page at a domain of its own, and nothing else of the house there.

    A host that is neither ours nor a practice's goes on unchanged and is refused by ALLOWED_HOSTS.
    """
    from tuokio.mapping.own_domains import slug_at  # models are not there yet when this file is loaded

    ours = settings.DOMAIN or "localhost"

    def lead(request: HttpRequest) -> HttpResponseBase:
        host = request.META.get("HTTP_HOST", "").rsplit(":", 1)[0].lower()
        if validate_host(host, settings.ALLOWED_HOSTS) or (slug := slug_at(host)) is None:
            return answer(request)
        page, path = f"/p/{slug}/", request.path_info
        if path == "/" or path.strip("/") in LANGUAGES:
            request.path_info = request.path = page + path.lstrip("/")
        elif not path.startswith((page, "/static/", "/documents/")):
            return HttpResponseRedirect(settings.BASE_ADDRESS + path)
        request.META["HTTP_HOST"] = ours
        return answer(request)

    return lead
