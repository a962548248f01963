"""What the pages of this context show, as values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tuokio.kit.labels import ORGANISATION_KINDS, STANDINGS
from tuokio.people.models import ContactPerson, Invitation, Organisation, Person, Practice, Role, VatCode
from tuokio.terms.words import Standing

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
)


@dataclass(frozen=True)
class DemoPeople:
    """The people of one kind who can be signed in as in a demo."""

    title: str
    people: tuple[tuple[str, str, str], ...]  # id, name, what they do where


def demo_people() -> list[DemoPeople]:
    """Everyone who can be signed in as, grouped by what they do; the first twelve of each."""
    groups: dict[str, list[tuple[str, str, str]]] = {standing: [] for standing in Standing}
    seen: set[object] = set()
    roles = Role.objects.filter(ended_on=None, person__is_active=True).select_related("person", "practice")
    order = {Standing.SUPERVISOR: 0, Standing.COORDINATOR: 1, Standing.OWNER: 2}
    for role in sorted(roles, key=lambda role: (order[Standing(role.standing)], role.person.name)):
        if role.person_id not in seen:
            seen.add(role.person_id)
            groups[role.standing].append((str(role.person_id), role.person.name, role.practice.name))
    titles = {
        Standing.SUPERVISOR: _("Supervisors"),
        Standing.COORDINATOR: _("Coordinators"),
        Standing.OWNER: _("Owners"),
    }
    found = [DemoPeople(titles[s], tuple(groups[s][:12])) for s in order if groups[s]]
    supervised = Person.objects.filter(is_active=True, roles=None).exclude(name="").order_by("name")[:12]
    if supervised:
        found.append(
            DemoPeople(_("Supervisees"), tuple((str(person.pk), person.name, "") for person in supervised))
        )
    return found


def demo_commissioners() -> list[tuple[str, str, str]]:
    """The contact persons whose page can be opened in a demo: id, name, organisation; the first twelve."""
    contacts = ContactPerson.objects.filter(ended_on=None).select_related("organisation")
    return [(str(one.pk), one.name, one.organisation.name) for one in contacts.order_by("name")[:12]]


@dataclass(frozen=True)
class SignIn:
    """One browser in which the person is signed in."""

    pk: int
    device: str
    since: datetime
    is_here: bool


def sign_ins_of(person: Person, *, here: str | None) -> list[SignIn]:
    """Where the person is signed in, this browser first."""
    found = [
        SignIn(one.pk, device_name(one.user_agent), one.created_at, one.session_key == here)
        for one in UserSession.objects.purge_and_list(person)
    ]
    return sorted(found, key=lambda one: (not one.is_here, -one.since.timestamp()))


def device_name(agent: str) -> str:
    """A browser and its machine in a few words: "Firefox, Windows"."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "Linux" if "Linux" in agent else "")
    return ", ".join(part for part in (browser, system) if part) or _("a browser")


@dataclass(frozen=True)
class Passkey:
    """A passkey of the person."""

    pk: int
    name: str
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class KeysPage:
    """The ways in that a person has beside the mailed code."""

    passkeys: tuple[Passkey, ...]
    has_second_step: bool
    recovery_left: int
    devices: int

    @classmethod
    def of(cls, person: Person) -> KeysPage:
        """As they stand now."""
        keys = list(Authenticator.objects.filter(user=person).order_by("created_at"))
        recovery = next((key for key in keys if key.type == Authenticator.Type.RECOVERY_CODES), None)
        return cls(
            passkeys=tuple(
                Passkey(key.pk, str(key.data.get("name", "")), key.created_at, key.last_used_at)
                for key in keys
                if key.type == Authenticator.Type.WEBAUTHN
            ),
            has_second_step=any(key.type == Authenticator.Type.TOTP for key in keys),
            recovery_left=len(recovery.wrap().get_unused_codes()) if recovery else 0,
            devices=person.pin_devices.count(),
        )


@dataclass(frozen=True)
class Standings:
    """One person in a practice, with everything they do there."""

    name: str
    email: str
    roles: tuple[tuple[int, Promise | str, date], ...]  # id, what, since
    qualifications: tuple[str, ...]


def people_of(practice: Practice) -> list[Standings]:
    """Who stands in the practice now, by name."""
    by_person: dict[Person, list[Role]] = {}
    roles = practice.roles.filter(ended_on=None).select_related("person")
    for role in roles.prefetch_related("person__qualifications").order_by("standing"):
        by_person.setdefault(role.person, []).append(role)
    found = [
        Standings(
            name=person.name,
            email=person.email or "",
            roles=tuple((role.pk, STANDINGS[role.standing], role.since) for role in held),
            qualifications=tuple(
                f"{one.programme}, {one.body} {one.year}" for one in person.qualifications.all()
            ),
        )
        for person, held in by_person.items()
    ]
    return sorted(found, key=lambda one: one.name.casefold())


@dataclass(frozen=True)
class Waiting:
    """An invitation that has not been answered."""

    pk: object
    email: str
    what: Promise | str
    invited_at: datetime


def invited_to(practice: Practice) -> list[Waiting]:
    """Who has been asked and has not answered."""
    rows = Invitation.objects.filter(practice=practice, accepted_at=None, ended_at=None)
    return [
        Waiting(row.pk, row.person.email or "", STANDINGS[row.standing], row.invited_at)
        for row in rows.select_related("person")
    ]


@dataclass(frozen=True)
class VatRow:
    """A VAT treatment with its dates and reason in the reader's language."""

    words: str
    valid_from: date
    valid_until: date | None
    is_default: bool


def vat_rows(practice: Practice, *, language: str, on: date) -> list[VatRow]:
    """The practice's VAT treatments, the one of new processes first, the newest row of each first."""
    rows = sorted(
        practice.vat_codes.order_by("-valid_from"), key=lambda row: (row.code != practice.vat_code, row.code)
    )
    return [
        VatRow(
            words=_treatment(row, language),
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            is_default=row.code == practice.vat_code and row.holds_on(on),
        )
        for row in rows
    ]


def vat_treatments(practice: Practice, *, language: str) -> list[tuple[str, str]]:
    """Each treatment by its newest row: its code, and what people read; the one of new processes first."""
    newest = {row.code: row for row in practice.vat_codes.order_by("valid_from")}
    first = sorted(newest, key=lambda code: (code != practice.vat_code, code))
    return [(code, _treatment(newest[code], language)) for code in first]


def _treatment(row: VatCode, language: str) -> str:
    percent = f"{row.percent.normalize():f}".replace(".", "," if language != "en" else ".")
    reason = row.reason(language)
    return f"{percent} % · {reason}" if reason else f"{percent} %"


@dataclass(frozen=True)
class CustomerRow:
    """One customer in the list."""

    pk: object
    name: str
    kind: Promise | str
    practice: str
    contacts: int


def customers_of(practices: Sequence[Practice], *, words: str = "") -> list[CustomerRow]:
    """The customers of these practices by name, those that bear the words when there are any."""
    rows = Organisation.objects.filter(practice__in=practices).select_related("practice")
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(business_id__icontains=words))
    counted = rows.annotate(contacts=Count("contact_persons", filter=Q(contact_persons__ended_on=None)))
    return [
        CustomerRow(row.pk, row.name, ORGANISATION_KINDS[row.kind], row.practice.name, row.contacts)
        for row in counted.order_by("name")[:500]
    ]
