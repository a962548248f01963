"""The few words of CalDAV (RFC 4791) that are spoken with a calendar elsewhere.

They go through `outward.ask`, so that the password reaches only the number that was checked (why no CalDAV library:
docs/adr/calendars-elsewhere.md). Never free-busy-query and never MKCALENDAR: Google refuses both.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

from tuokio.calendars.domain.elsewhere import Trouble, Unreachable, read_address
from tuokio.calendars.usecases.outward import Answer, ask, trouble_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_CALENDARS = 50
LARGEST_EVENT = 200_000  # bytes of one event that we wrote ourselves
_DAV, _CAL = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}"
_HEAD = '<?xml version="1.0" encoding="utf-8"?>'
_SPACES = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"'


@dataclass(frozen=True, slots=True)
class Account:
    """Who asks. Neither word of it is in a repr."""

    user: str = field(repr=False)
    password: str = field(repr=False)

    @property
    def secrets(self) -> dict[str, str]:
        """The header that only the account's own host gets."""
        return {"Authorization": "Basic " + b64encode(f"{self.user}:{self.password}".encode()).decode()}


@dataclass(frozen=True, slots=True)
class Found:
    """A calendar of the account."""

    address: str = field(repr=False)
    name: str


def calendars_of(account: Account, address: str) -> list[Found]:
    """The calendars that hold events: from the address of the server, of a principal or of one calendar.

    Raises Unreachable (NO_CALENDAR where there is none).
    """
    at = _answered(
        _ask(
            "PROPFIND",
            account,
            address,
            _props("<d:current-user-principal/><c:calendar-home-set/>"),
            depth="0",
        )
    )
    home = _inner(at[1], f"{_CAL}calendar-home-set")
    if not home and (principal := _inner(at[1], f"{_DAV}current-user-principal")):
        there = _near(at[0], principal)
        at = _answered(_ask("PROPFIND", account, there, _props("<c:calendar-home-set/>"), depth="0"))
        home = _inner(at[1], f"{_CAL}calendar-home-set")
    start = _near(at[0], home) if home else address
    wanted = _props("<d:resourcetype/><d:displayname/><c:supported-calendar-component-set/>")
    base, tree = _answered(_ask("PROPFIND", account, start, wanted, depth="1"))
    found = [one for response in tree.iter(f"{_DAV}response") if (one := _calendar(base, response))]
    if not found:
        raise Unreachable(Trouble.NO_CALENDAR)
    return found[:MOST_CALENDARS]


def _calendar(base: str, response: Element) -> Found | None:
    kinds = {kind.get("name", "").upper() for kind in response.iter(f"{_CAL}comp")}
    if response.find(f".//{_DAV}resourcetype/{_CAL}calendar") is None or (kinds and "VEVENT" not in kinds):
        return None
    address = _near(base, response.findtext(f"{_DAV}href") or "")
    name = " ".join((response.findtext(f".//{_DAV}displayname") or "").split())
    return Found(address, (name or address.rstrip("/").rpartition("/")[2])[:100])


def version_of(account: Account, calendar: str) -> str:
    """The calendar's sync token (RFC 6578) or its older kin, by which it is known whether anything changed; or ""."""
    wanted = _props('<d:sync-token/><s:getctag xmlns:s="http://calendarserver.org/ns/"/>')
    _base, tree = _answered(_ask("PROPFIND", account, calendar, wanted, depth="0"))
    token = tree.findtext(f".//{_DAV}sync-token") or tree.findtext(
        ".//{http://calendarserver.org/ns/}getctag"
    )
    return (token or "").strip()


def events_between(account: Account, calendar: str, since: datetime, until: datetime) -> bytes:
    """Every event that meets the span, as one calendar file. Raises Unreachable."""
    tree = _query(account, calendar, "<d:getetag/><c:calendar-data/>", since, until)
    pieces = [data.text or "" for data in tree.iter(f"{_CAL}calendar-data")]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-"]
    for piece in pieces:
        own = piece.replace("\r\n", "\n").split("\n")
        lines += [line for line in own if line.strip().upper() not in ("BEGIN:VCALENDAR", "END:VCALENDAR")]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def etags_between(account: Account, calendar: str, since: datetime, until: datetime) -> dict[str, str]:
    """The entity tags of the events that meet the span, by the last part of their address. Raises Unreachable."""
    tree = _query(account, calendar, "<d:getetag/>", since, until)
    return {
        (one.findtext(f"{_DAV}href") or "").rpartition("/")[2]: one.findtext(f".//{_DAV}getetag") or ""
        for one in tree.iter(f"{_DAV}response")
    }


def _query(account: Account, calendar: str, wanted: str, since: datetime, until: datetime) -> Element:
    span = f'start="{since.astimezone(UTC):%Y%m%dT%H%M%SZ}" end="{until.astimezone(UTC):%Y%m%dT%H%M%SZ}"'
    body = (
        f"{_HEAD}<c:calendar-query {_SPACES}><d:prop>{wanted}</d:prop><c:filter>"
        f'<c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT"><c:time-range {span}/>'
        "</c:comp-filter></c:comp-filter></c:filter></c:calendar-query>"
    )
    return _answered(_ask("REPORT", account, calendar, body, depth="1"))[1]


def read_event(account: Account, calendar: str, name: str) -> tuple[str, bytes] | None:
    """The entity tag and content of one event; None when it is not there. Raises Unreachable."""
    answer = ask("GET", _event(calendar, name), secrets=account.secrets)
    if answer.status in (404, 410):
        return None
    _fine(answer)
    if len(answer.content) > LARGEST_EVENT:
        raise Unreachable(Trouble.TOO_LARGE)
    return answer.headers.get("etag", ""), answer.content


def write_event(account: Account, calendar: str, name: str, content: bytes, etag: str) -> str | None:
    """Write the event in place of what bears the tag ("": of nothing); its new tag, or None when another stands there.

    Raises Unreachable.
    """
    headers = {"Content-Type": "text/calendar; charset=utf-8", **_if(etag)}
    answer = ask("PUT", _event(calendar, name), headers=headers, body=content, secrets=account.secrets)
    if answer.status in (404, 409, 412):
        return None
    _fine(answer)
    if tag := answer.headers.get("etag", ""):
        return tag
    standing = read_event(account, calendar, name)  # a server that kept it in words of its own gives no tag
    return standing[0] if standing else None


def delete_event(account: Account, calendar: str, name: str) -> None:
    """Take the event away, whatever stands there. Raises Unreachable."""
    answer = ask("DELETE", _event(calendar, name), secrets=account.secrets)
    if answer.status not in (404, 410):
        _fine(answer)


def _if(etag: str) -> dict[str, str]:
    return {"If-Match": etag} if etag else {"If-None-Match": "*"}


def _event(calendar: str, name: str) -> str:
    return calendar.rstrip("/") + "/" + quote(name)


# --- asking and reading -------------------------------------------------------------------------------------


def _props(wanted: str) -> str:
    return f"{_HEAD}<d:propfind {_SPACES}><d:prop>{wanted}</d:prop></d:propfind>"


def _ask(method: str, account: Account, address: str, body: str, *, depth: str) -> Answer:
    headers = {"Content-Type": "application/xml; charset=utf-8", "Depth": depth}
    return ask(method, address, headers=headers, body=body.encode(), secrets=account.secrets)


def _fine(answer: Answer) -> None:
    if trouble := trouble_of(answer.status):
        raise Unreachable(trouble)


def _answered(answer: Answer) -> tuple[str, Element]:
    """Where it came from, and its XML. Raises Unreachable."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    _fine(answer)
    try:
        tree: Element = fromstring(answer.content)
    except (ParseError, DefusedXmlException, ValueError, RecursionError):
        raise Unreachable(Trouble.NO_CALENDAR) from None
    return answer.address, tree


def _inner(tree: Element, name: str) -> str:
    return (tree.findtext(f".//{name}/{_DAV}href") or "").strip()


def _near(base: str, href: str) -> str:
    """The address that the server names, if it is its own: the password goes there. Raises Unreachable."""
    here, there = read_address(base), read_address(urljoin(base, href))
    kin = here.host.split(".")[-2:] == there.host.split(".")[-2:] and there.is_safe and "." in there.host
    if (here.scheme, here.host, here.port) != (there.scheme, there.host, there.port) and not kin:
        raise Unreachable(Trouble.REDIRECTED)
    return there.text
