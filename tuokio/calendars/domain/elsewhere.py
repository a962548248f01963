"""Where the server may go on somebody's word, and why it could not read a calendar there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

LONGEST_ADDRESS = 2000
_CARRIES_V4 = IPv6Network("64:ff9b::/96")  # NAT64, RFC 6052: the last 32 bits are another address


class Trouble(StrEnum):
    """Why a calendar elsewhere could not be read or written this time."""

    BAD_ADDRESS = "bad_address"  # not http or https, or no host in it
    NO_SUCH_HOST = "no_such_host"
    PRIVATE = "private"  # inside the server's own network
    UNREACHABLE = "unreachable"
    UNTRUSTED = "untrusted"  # its certificate is not in order
    TOO_SLOW = "too_slow"
    TOO_LARGE = "too_large"
    REDIRECTED = "redirected"  # too many times, or to less safety
    REFUSED = "refused"  # 401, 403
    GONE = "gone"  # 404, 410
    BUSY = "busy"  # 429, 503
    ANSWERED_BADLY = "answered_badly"
    NO_CALENDAR = "no_calendar"  # something else than a calendar is there
    BROKEN = "broken"
    TOO_MANY = "too_many"  # events, or times
    TOO_HARD = "too_hard"  # laying out its repetitions took too long
    KEY_CHANGED = "key_changed"  # what was kept cannot be opened with the server's present key


class Unreachable(Exception):
    """A calendar elsewhere could not be read or written; `trouble` says why, never where."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Address:
    """An http or https address in its parts. Its text is a secret: it is in no repr."""

    scheme: str
    host: str
    port: int
    target: str

    def __repr__(self) -> str:
        return f"Address({self.host})"

    @property
    def is_safe(self) -> bool:
        """Whether what goes there is read by nobody on the way."""
        return self.scheme == "https"

    @property
    def text(self) -> str:
        """The whole address."""
        usual = self.port == (443 if self.is_safe else 80)
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}{'' if usual else f':{self.port}'}{self.target}"


def read_address(text: str) -> Address:
    """The parts of an address; webcal: is https. Raises Unreachable (BAD_ADDRESS)."""
    text = text.strip()
    try:
        parts = urlsplit(text)
        scheme = {"webcal": "https", "webcals": "https"}.get(parts.scheme, parts.scheme)
        host, port = parts.hostname or "", parts.port or (443 if scheme == "https" else 80)
        host = host if _is_number(host) else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        raise Unreachable(Trouble.BAD_ADDRESS) from None
    unfit = any(sign.isspace() or not sign.isprintable() for sign in text) or len(text) > LONGEST_ADDRESS
    if scheme not in ("http", "https") or not host or unfit or parts.username or parts.password:
        raise Unreachable(Trouble.BAD_ADDRESS)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        target.encode("ascii")
    except UnicodeEncodeError:
        raise Unreachable(Trouble.BAD_ADDRESS) from None
    return Address(scheme, host, port, target)


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def is_public(number: str) -> bool:
    """Whether an IP address is out in the world: not private, loopback, link-local, multicast or reserved.

    An address that carries another in it (IPv4-mapped, 6to4, Teredo, NAT64) is as public as that one.
    """
    found = ip_address(number.partition("%")[0])
    if isinstance(found, IPv6Address):
        inner = _carried(found)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not (
        found.is_multicast or found.is_reserved or found.is_loopback or found.is_unspecified
    )


def _carried(found: IPv6Address) -> IPv4Address | None:
    if found.ipv4_mapped:
        return found.ipv4_mapped
    if found.sixtofour:
        return found.sixtofour
    if found.teredo:
        return found.teredo[1]
    if found in _CARRIES_V4:
        return IPv4Address(int(found) & 0xFFFFFFFF)
    return None
