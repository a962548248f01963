"""What the public page, its talk and *Tänään* show, as values."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuokio.kit import money, when
from tuokio.kit.prepared import prepared
from tuokio.kit.waiting import Waiting, WaitingRank
from tuokio.mapping.domain.offering import Service as OfferedService
from tuokio.mapping.domain.page_text import PageText
from tuokio.mapping.domain.rings import Rings, rings_for
from tuokio.mapping.domain.sections import PageSection, SectionShape
from tuokio.mapping.enquiring import erased_when
from tuokio.mapping.labels import LANGUAGE_NAMES, WISHES
from tuokio.mapping.models import LANGUAGES, Enquiry, PageWords, PublicPage, Service, lengths_of
from tuokio.people.models import Person, Practice, Qualification, VatCode
from tuokio.terms.words import FormOfWork, PracticeKind, ProcessState, Standing

SCHEMA = "https://schema.org"


def waiting(person: Person, on: date) -> list[Waiting]:
    """The enquiries that the person could answer, the oldest promise first."""
    return [
        Waiting(
            kind=_("Enquiry"),
            title=str(WISHES[enquiry.wish]),
            why=_promise(enquiry.answer_by, on),
            href=reverse("mapping:enquiry_answer", args=[enquiry.pk]),
            action=_("Read and answer"),
            rank=WaitingRank.PROMISED_ANSWER,
        )
        for enquiry in _asked(person)
    ]


def waiting_enquiries(person: Person) -> QuerySet[Enquiry]:
    """Those that nobody has begun a process from yet."""
    enquiries = Enquiry.objects.read_by(person).waiting()
    return enquiries.filter(Q(process=None) | Q(process__state=ProcessState.ENQUIRED))


@prepared
def _asked(person: Person) -> QuerySet[Enquiry]:
    return waiting_enquiries(person).order_by("answer_by", "arrived_at")[:50]


def _promise(answer_by: date, on: date) -> str:
    if answer_by < on:
        return _("An answer was promised by %(day)s.") % {"day": when.day(answer_by)}
    if answer_by == on:
        return _("An answer is promised by today.")
    return _("An answer is promised by %(day)s.") % {"day": when.day(answer_by)}


# --- addresses -----------------------------------------------------------------------------------------------


def shown_languages(page: PublicPage) -> list[str]:
    """The languages that the page can be read in, the practice's own first."""
    ready = {words.language for words in page.words.all() if words.shown and words.headline}
    order = [page.practice.language, *LANGUAGES]
    return [code for number, code in enumerate(order) if code in ready and code not in order[:number]]


def home_language(page: PublicPage) -> str:
    """The language of the page's plain address."""
    return next(iter(shown_languages(page)), page.practice.language)


def path_of(page: PublicPage, language: str, what: str = "page", **more: Any) -> str:
    """The path of a part of the page (page, talk, enquiry, form …) in one language."""
    given = {"slug": page.practice.slug, **more}
    if language != home_language(page):
        given["language"] = language
    return reverse(f"mapping:{what}", kwargs=given)


def address_of_page(page: PublicPage, language: str) -> str:
    """The whole address that search engines and people are given."""
    if page.domain:
        return f"https://{page.domain}/" + ("" if language == home_language(page) else f"{language}/")
    return settings.BASE_ADDRESS + path_of(page, language)


def privacy_path(page: PublicPage) -> str:
    """Where the practice's privacy notice stands, in the part of the house that keeps and erases."""
    return reverse("retention:privacy", args=[page.practice.slug])


def accessibility_path() -> str:
    """Where the accessibility statement stands."""
    return reverse("retention:accessibility")


# --- the page --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PriceRow:
    """One length with its price in words: without VAT, and with it when there is any."""

    minutes: str
    net: str
    gross: str
    unpriced: bool = False  # the price is asked for; an internal unit has none at all


@dataclass(frozen=True, slots=True)
class ServicePart:
    """One service as the page shows it."""

    slug: str
    name: str
    about: str
    rows: tuple[PriceRow, ...]
    free_first_talk: bool


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """One training of a supervisor, with who has checked it."""

    whose: str
    told: str


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """A way to the page in one language."""

    code: str
    name: str
    path: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A practice's page in one language, all in words."""

    page: PublicPage
    language: str
    name: str
    phone: str
    phone_link: str
    headline: str
    lead: str
    hours: str
    bands: tuple[PageSection, ...]
    sections: tuple[PageSection, ...]
    services: tuple[ServicePart, ...]
    price_note: str
    trainings: tuple[TrainingRow, ...]
    languages: tuple[LanguageLink, ...]
    promise: str
    rings: Rings

    @classmethod
    def of(cls, page: PublicPage, language: str, *, on: date) -> ShownPage:
        """Everything that the page shows."""
        practice = page.practice
        words = page.words_in(language)
        sections = words.sections
        vat = _vat_of(practice, on)
        services = tuple(
            _service_part(service, language, vat, prices=practice.invoices) for service in page.services.all()
        )
        return cls(
            page=page,
            language=language,
            name=practice.name,
            phone=practice.phone,
            phone_link=_dialled(practice.phone),
            headline=words.headline or practice.name,
            lead=words.lead,
            hours=words.hours,
            bands=tuple(part for part in sections if part.shape == SectionShape.BAND),
            sections=tuple(part for part in sections if part.shape != SectionShape.BAND),
            services=services,
            price_note=_price_note(practice, vat, language, services),
            trainings=tuple(_trainings(practice)),
            languages=tuple(_language_links(page, language)),
            promise=ngettext(
                "You will have an answer within one working day.",
                "You will have an answer within %(count)s working days.",
                page.answer_within_days,
            )
            % {"count": page.answer_within_days},
            rings=rings_for(practice.slug),
        )

    @property
    def address(self) -> str:
        """The whole address of this page."""
        return address_of_page(self.page, self.language)

    @property
    def description(self) -> str:
        """A line for search engines."""
        return self.lead or self.headline

    @property
    def reads_alone(self) -> bool:
        """Whether a single person reads the messages."""
        return self.page.practice.kind == PracticeKind.SOLO

    @property
    def erased_when(self) -> str:
        """When a message that leads to nothing is erased."""
        return erased_when(self.page.practice)

    @property
    def accent_href(self) -> str:
        """The small style sheet with the practice's colour; empty without one."""
        return accent_path(self.page)

    @property
    def photo_href(self) -> str:
        return picture_path(self.page, "photo")

    @property
    def logo_href(self) -> str:
        return picture_path(self.page, "logo")

    @property
    def data(self) -> SafeString:
        """What the page says, for search engines (schema.org), as a block of data that no browser runs."""
        practice = self.page.practice
        about = {
            "@context": SCHEMA,
            "@type": "ProfessionalService",
            "name": self.name,
            "url": self.address,
            "description": self.description,
            "telephone": self.phone,
            "email": practice.email,
            "address": practice.address,
            "areaServed": "FI",
            "availableLanguage": [link.code for link in self.languages],
            "makesOffer": [
                offer
                for service in self.page.services.all()
                for offer in _offers(service, self.language, prices=practice.invoices)
            ],
        }
        text = json.dumps({key: value for key, value in about.items() if value}, ensure_ascii=False)
        safe = text.replace("<", "\\u003C").replace(">", "\\u003E").replace("&", "\\u0026")
        return format_html('<script type="application/ld+json">{}</script>', mark_safe(safe))  # noqa: S308  escaped above


def accent_path(page: PublicPage) -> str:
    """The address of the page's own colour, empty when it has none."""
    if not page.accent:
        return ""
    return reverse("mapping:accent", args=[page.practice.slug, page.accent.lstrip("#")])


def picture_path(page: PublicPage, which: str) -> str:
    """The address of the photo or logo, empty when there is none."""
    if not getattr(page, f"{which}_type"):
        return ""
    return reverse("mapping:picture", args=[page.practice.slug, which, page.version])


def _dialled(phone: str) -> str:
    return "".join(sign for sign in phone if sign.isdigit() or sign == "+")


def _language_links(page: PublicPage, current: str) -> list[LanguageLink]:
    return [
        LanguageLink(
            code, LANGUAGE_NAMES[code], path_of(page, code), address_of_page(page, code), code == current
        )
        for code in shown_languages(page)
    ]


def _vat_of(practice: Practice, on: date) -> VatCode | None:
    if not practice.invoices:
        return None
    rows = VatCode.objects.filter(practice=practice, code=practice.vat_code)
    return next((row for row in rows if row.holds_on(on)), None)


def with_vat(cents: int, percent: Decimal) -> int:
    """Cents with VAT, a half rounded up."""
    return int((Decimal(cents) * (100 + percent) / 100).quantize(Decimal(1), ROUND_HALF_UP))


def _service_part(service: Service, language: str, vat: VatCode | None, *, prices: bool) -> ServicePart:
    rows = []
    for minutes, cents in lengths_of(service):
        if cents is None or not prices:
            rows.append(PriceRow(f"{minutes} min", "", "", unpriced=prices))
            continue
        gross = ""
        if vat is not None and vat.percent:
            gross = _("%(price)s incl. VAT") % {"price": money.euros(with_vat(cents, vat.percent))}
        rows.append(PriceRow(f"{minutes} min", _short_euros(cents), gross))
    return ServicePart(
        slug=service.slug,
        name=service.name(language),
        about=service.about(language),
        rows=tuple(rows),
        free_first_talk=service.free_first_talk,
    )


def _short_euros(cents: int) -> str:
    """80 €, 82,50 €: whole euros without their zeros."""
    whole = money.euros(cents)
    return whole.replace(",00", "") if cents % 100 == 0 and when.language() != "en" else whole


def _price_note(
    practice: Practice, vat: VatCode | None, language: str, services: Sequence[ServicePart]
) -> str:
    if not any(row.net for service in services for row in service.rows):
        return ""
    if vat is None or not vat.percent:
        return " ".join(
            part
            for part in (_("The price is for the whole group."), vat.reason(language) if vat else "")
            if part
        )
    percent = f"{vat.percent.normalize():f}"
    if language != "en":
        percent = percent.replace(".", ",")
    return _("The price is per meeting and for the whole group. VAT is %(percent)s %%.") % {
        "percent": percent
    }


def _trainings(practice: Practice) -> list[TrainingRow]:
    """The trainings of the practice's supervisors; whose it is is said when there are several of them."""
    found = (
        Qualification.objects.filter(
            person__roles__practice=practice,
            person__roles__standing=Standing.SUPERVISOR,
            person__roles__ended_on=None,
        )
        .select_related("person")
        .distinct()
        .order_by("person__name", "year")[:60]
    )
    several = practice.kind != PracticeKind.SOLO
    return [TrainingRow(row.person.name if several else _("Training"), _training_told(row)) for row in found]


def _training_told(row: Qualification) -> str:
    told = _("%(programme)s, %(body)s, %(year)s.") % {
        "programme": row.programme,
        "body": row.body,
        "year": row.year,
    }
    if row.verified_by and row.verified_on:
        told += " " + _("Checked by %(who)s on %(day)s.") % {
            "who": row.verified_by,
            "day": when.long_day(row.verified_on),
        }
    return told


def _offers(service: Service, language: str, *, prices: bool) -> list[dict[str, Any]]:
    item = {"@type": "Service", "name": service.name(language), "description": service.about(language)}
    offers: list[dict[str, Any]] = []
    for minutes, cents in lengths_of(service):
        offer: dict[str, Any] = {
            "@type": "Offer",
            "name": f"{service.name(language)} {minutes} min",
            "itemOffered": {key: value for key, value in item.items() if value},
        }
        if cents is not None and prices:
            offer["priceSpecification"] = {
                "@type": "UnitPriceSpecification",
                "price": f"{cents // 100}.{cents % 100:02d}",
                "priceCurrency": "EUR",
                "valueAddedTaxIncluded": False,
                "unitText": f"{minutes} min",
            }
        offers.append(offer)
    return offers


# --- the talk ---------------------------------------------------------------------------------------------------


def text_of(page: PublicPage, words: PageWords) -> PageText:
    """The page's words and services as one text, to make a talk of."""
    return PageText(
        title=words.headline,
        sections=tuple(section.as_section for section in words.sections),
        services=tuple(
            OfferedService(
                FormOfWork(service.form),
                service.name(words.language),
                tuple(minutes for minutes, _cents in lengths_of(service)),
            )
            for service in page.services.all()
        ),
        unplaced=(),
    )
