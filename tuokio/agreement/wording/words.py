"""One language's texts applied to one agreement: variants by number and kind, money and dates as they are written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils import translation

from tuokio.agreement.domain.choices import PriceUnit
from tuokio.agreement.domain.content import AgreementContent
from tuokio.agreement.wording import en, fi, sv
from tuokio.kit import money, when
from tuokio.terms.agreement_words import AgreementKind, PartyKind, Profile

TEXTS = {"fi": fi.TEXTS, "sv": sv.TEXTS, "en": en.TEXTS}


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or the line that leads into a list."""

    text: str = ""
    items: tuple[str, ...] = ()


class Words:
    """Says keys of the texts about one agreement."""

    def __init__(self, language: str, content: AgreementContent) -> None:
        self.language, self.content, self._texts = language, content, TEXTS[language]

    @property
    def is_two(self) -> bool:
        """Between the supervisor and one who pays for themselves."""
        return self.content.kind == AgreementKind.TWO_PARTY

    @property
    def is_whole(self) -> bool:
        """Whether sentences that explain are written out too."""
        return self.content.profile == Profile.FULL

    def say(self, key: str, **values: object) -> str:
        """The text of the key."""
        return self._texts[key].format(**values)

    def of_kind(self, key: str, **values: object) -> str:
        """The text of the key, in its two-party form when the agreement is one and the text has one."""
        two = f"{key}.two"
        return self.say(two if self.is_two and two in self._texts else key, **values)

    def count(self, key: str, count: int, **values: object) -> str:
        """The text of the key for that many."""
        one = f"{key}.one"
        return self.say(one if count == 1 and one in self._texts else key, count=count, **values)

    def joined(self, parts: Iterable[str]) -> str:
        """a, b and c."""
        *first, last = parts
        return f"{', '.join(first)} {self.say('and')} {last}" if first else last

    def day(self, on: date) -> str:
        """24.11.2026."""
        with translation.override(self.language):
            return when.long_day(on)

    def euros(self, cents: int) -> str:
        """1 780,00 €."""
        with translation.override(self.language):
            return money.euros(cents)

    def percent(self, value: Decimal) -> str:
        """25,5."""
        text = f"{value.normalize():f}"
        return text if self.language == "en" else text.replace(".", ",")

    def price(self) -> str:
        """160,00 € (VAT 0 %) per meeting, and what it is with VAT; the words for no price when there is none."""
        content = self.content
        if not content.has_price:
            return self.say("price.none")
        if content.price.cents is None:
            return self.say("price.unknown")
        if content.price.cents == 0:
            return self.say("price.free")
        unit = "hour" if content.price.per == PriceUnit.HOUR else "meeting"
        return self.with_vat(self.say(f"price.{unit}", price=self.euros(content.price.cents)), unit)

    def with_vat(self, net: str, unit: str) -> str:
        """A net price beside what it is with VAT."""
        percent, cents = self.content.vat.percent, self.content.price.cents or 0
        if percent is None:
            return net
        if percent == 0:
            return self.say("price.no_vat", price=net)
        gross = int((cents * (100 + percent) / 100).quantize(Decimal(1), ROUND_HALF_UP))
        if self.is_two:  # who pays for themselves reads first what they pay
            told = self.say(f"price.{unit}", price=self.euros(gross))
            return self.say(
                "price.with_vat", price=told, percent=self.percent(percent), net=self.euros(cents)
            )
        return self.say("price.and_vat", price=net, gross=self.euros(gross))

    def name_of(self, kind: PartyKind) -> str:
        """The name of a party, or that it is agreed separately."""
        party = self.content.party(kind)
        return party.name if party and party.name.strip() else self.say("unknown")

    @property
    def meetings(self) -> str:
        """10 meetings."""
        return self.count("meetings", self.content.meetings.planned)

    @property
    def rhythm(self) -> str:
        """About every three weeks."""
        return self.count("every_weeks", self.content.meetings.interval_weeks)

    @property
    def people(self) -> str:
        """Group: 6 supervisees."""
        group = self.content.group
        return self.count("people", group.people, form=self.say(f"form.{group.form}"))

    @property
    def notice(self) -> str:
        """4 weeks."""
        return self.count("weeks", self.content.ending.notice_weeks)
