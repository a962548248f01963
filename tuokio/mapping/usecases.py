"""The acts on a public page: its words, services, look and places, and showing it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from tuokio.audit import trail
from tuokio.kit import clock
from tuokio.mapping.domain.offering import Service as OfferedService
from tuokio.mapping.domain.page_text import PageText, read_page
from tuokio.mapping.domain.sections import PageSection
from tuokio.mapping.models import PageWords, PublicPage, Service
from tuokio.people.models import Person, Practice

LONGEST_HEADLINE = 120
LONGEST_NAME = 80


class NothingToShow(Exception):
    """A page cannot be published while no language has a headline."""


class NoSuchPractice(Exception):
    """No practice was named, or none of that name is known; `slugs` are those there are."""

    def __init__(self, slugs: Sequence[str]) -> None:
        super().__init__(len(slugs))
        self.slugs = slugs


def page_of(practice: Practice) -> PublicPage:
    """The practice's page, made unpublished on first mention."""
    page, new = PublicPage.objects.get_or_create(practice=practice)
    if new:
        PageWords.objects.create(page=page, language=practice.language, shown=True)
    return page


@transaction.atomic
def keep_words(
    *,
    page: PublicPage,
    language: str,
    shown: bool,
    headline: str,
    lead: str,
    hours: str,
    sections: Iterable[PageSection],
    unplaced: Sequence[str],
    by: Person | None,
    at: datetime,
) -> PageWords:
    """Keep the page's words in one language as they were written."""
    words = _words_for_change(page, language)
    words.shown = shown
    words.headline, words.lead, words.hours = headline, lead, hours
    words.sections = list(sections)
    words.unplaced = list(unplaced)
    words.save()
    page.touch(at)
    trail.record("page written", about=page, by=by, at=at, language=language)
    return words


def _words_for_change(page: PublicPage, language: str) -> PageWords:
    """The words of a language, held until the act is done."""
    PageWords.objects.get_or_create(page=page, language=language)
    return PageWords.objects.select_for_update().get(page=page, language=language)


@transaction.atomic
def import_text(
    *,
    page: PublicPage,
    language: str,
    text: PageText,
    by: Person | None,
    at: datetime,
    replace: bool = False,
) -> PageWords:
    """Put a text that was read onto the page: after what is there, or in its place.

    Every word of it is kept: what was not placed stays with the page as well. A section, a service or a line
    that the page has already is not added twice. `replace` leaves the services as they are.
    """
    words = _words_for_change(page, language)
    words.shown = True
    if replace:
        words.headline, words.lead, words.blocks, words.unplaced = "", "", [], []
    sections = words.sections
    if not words.headline and len(text.title) <= LONGEST_HEADLINE:
        words.headline = text.title
    elif text.title not in {words.headline, *(section.heading for section in text.sections)}:
        sections += _new([PageSection(text.title)], sections)
    sections += _new([PageSection.of(section) for section in text.sections], sections)
    words.sections = sections
    words.unplaced = [*words.unplaced, *_new(text.unplaced, words.unplaced)]
    words.save()
    for service in text.services:
        _offer(page, service, language)
    page.touch(at)
    trail.record("text imported", about=page, by=by, at=at, language=language)
    return words


def _new[Thing](found: Iterable[Thing], known: Sequence[Thing]) -> list[Thing]:
    return [one for one in found if one not in known]


def _offer(page: PublicPage, offered: OfferedService, language: str) -> None:
    """Add a service, or the lengths that the page's own service of that form and name lacks."""
    name = offered.name[:LONGEST_NAME]
    for service in page.services.filter(form=offered.form):
        if service.name(language).casefold() == name.casefold():
            known = {row[0] for row in service.lengths}
            service.lengths += [[minutes, None] for minutes in offered.minutes if minutes not in known]
            service.save(update_fields=["lengths"])
            return
    Service.objects.create(
        page=page,
        place=page.services.count(),
        slug=_free_slug(page, name),
        form=offered.form,
        lengths=[[minutes, None] for minutes in offered.minutes],
        **{f"name_{language}": name},
    )


def _free_slug(page: PublicPage, name: str) -> str:
    base = slugify(name)[:50] or "service"
    taken = set(page.services.values_list("slug", flat=True))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A service as it is written by hand; names and abouts by language, lengths in minutes with cents or None."""

    form: str
    names: dict[str, str]
    abouts: dict[str, str]
    lengths: tuple[tuple[int, int | None], ...]
    free_first_talk: bool = False
    place: int = 0


@transaction.atomic
def keep_service(
    *, page: PublicPage, offered: Offered, by: Person | None, at: datetime, service: Service | None = None
) -> Service:
    """Add a service, or change one; its link stays the same."""
    named = next((name for name in offered.names.values() if name), "")
    service = service or Service(page=page, slug=_free_slug(page, named))
    service.form = offered.form
    service.place = offered.place
    service.lengths = [list(row) for row in sorted(offered.lengths, key=lambda row: row[0])]
    service.free_first_talk = offered.free_first_talk
    for language, name in offered.names.items():
        setattr(service, f"name_{language}", name)
    for language, about in offered.abouts.items():
        setattr(service, f"about_{language}", about)
    service.save()
    page.touch(at)
    trail.record("service kept", about=page, by=by, at=at, service=str(service.pk))
    return service


@transaction.atomic
def remove_service(*, service: Service, by: Person, at: datetime) -> None:
    """Take a service off the page."""
    page = service.page
    trail.record("service removed", about=page, by=by, at=at, service=str(service.pk))
    service.delete()
    page.touch(at)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was looked at: its bytes, and png, jpeg or webp."""

    content: bytes
    kind: str


@transaction.atomic
def change_look(
    *,
    page: PublicPage,
    accent: str,
    by: Person,
    at: datetime,
    photo: Picture | None = None,
    logo: Picture | None = None,
    without_photo: bool = False,
    without_logo: bool = False,
) -> None:
    """Set the accent colour (#rrggbb or nothing); a picture that is not given stays as it is."""
    page.accent = accent
    if photo or without_photo:
        page.photo, page.photo_type = (photo.content, photo.kind) if photo else (None, "")
    if logo or without_logo:
        page.logo, page.logo_type = (logo.content, logo.kind) if logo else (None, "")
    page.changed_at = at
    page.save()
    trail.record("look changed", about=page, by=by, at=at)


@transaction.atomic
def change_places(
    *,
    page: PublicPage,
    domain: str,
    embed_sites: Sequence[str],
    answer_within_days: int,
    by: Person,
    at: datetime,
) -> None:
    """Set where else the page and its form may stand, and how soon enquiries are answered."""
    page.domain = domain or None
    page.embed_sites = list(embed_sites)
    page.answer_within_days = answer_within_days
    page.changed_at = at
    page.save()
    trail.record("places changed", about=page, by=by, at=at)


@transaction.atomic
def publish(*, page: PublicPage, by: Person | None, at: datetime) -> None:
    """Show the page to everyone. Raises NothingToShow while no shown language has a headline."""
    if not page.words.filter(shown=True).exclude(headline="").exists():
        raise NothingToShow
    page.published = True
    page.changed_at = at
    page.save(update_fields=["published", "changed_at"])
    trail.record("page published", about=page, by=by, at=at)


@transaction.atomic
def unpublish(*, page: PublicPage, by: Person, at: datetime) -> None:
    """Show the page to nobody but those who write it."""
    page.published = False
    page.changed_at = at
    page.save(update_fields=["published", "changed_at"])
    trail.record("page hidden", about=page, by=by, at=at)


def import_page_from_command_line(*, text: str, practice_slug: str | None) -> list[str]:
    """Put a text onto a practice's page; returns what was done, a line each. Raises NoSuchPractice."""
    practices = Practice.objects.filter(slug=practice_slug) if practice_slug else Practice.objects.all()
    found = list(practices[:2])
    if len(found) != 1:
        raise NoSuchPractice(list(Practice.objects.order_by("slug").values_list("slug", flat=True)[:20]))
    practice = found[0]
    read = read_page(text)
    page = page_of(practice)
    import_text(page=page, language=practice.language, text=read, by=None, at=clock.now())
    lines = [f"{practice.name}: {len(read.sections)} sections, {len(read.services)} services."]
    lines += [f"  {section.heading}" for section in read.sections]
    lines += [
        f"  {service.name}: {' / '.join(map(str, service.minutes)) or '?'} min" for service in read.services
    ]
    if read.unplaced:
        lines.append("Could not be placed; kept with the page:")
        lines += [f"  {one}" for one in read.unplaced]
    if not page.published:
        lines.append("The page is not published yet. Look it through at /page/.")
    return lines
