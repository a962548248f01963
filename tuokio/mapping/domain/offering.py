"""Which services a text offers: a form of work, what it is called there, and how long a meeting lasts.

A form and its lengths may stand on one line (a price list), or the form is a heading and the lengths
come somewhere under it. What pairs, groups and work communities are offered is often told in one
breath, so a heading that names one of them shares its lengths with those that its first words name.
Running text that mentions a form in passing makes no service.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tuokio.mapping.domain.form_words import Mention, mentions_in, speaks_of_supervision
from tuokio.mapping.domain.lengths import Length, lengths_in
from tuokio.terms.words import FormOfWork

LONGEST_NAME = 5  # words
SHORT_LINE = 8  # words
PROSE = 16  # words; from here on a text may mention a form that it does not offer
OPENING = 40  # characters of a section in which a companion form is looked for
TOGETHER = frozenset({FormOfWork.PAIR, FormOfWork.GROUP, FormOfWork.WORK_COMMUNITY})
# a heading over the lengths of the service above it
ABOUT_LENGTH = frozenset(
    {
        *("kesto", "kestot", "aika", "ajat", "hinta", "hinnat", "längd", "tid", "pris", "priser"),
        *("duration", "length", "price", "prices"),
    }
)
# what stands between a name and its lengths: "Yksilöohjaus kestää 60 min"
AFTER_NAME = frozenset(
    {
        *("kestää", "kesto", "on", "maksaa", "hinta", "alkaen", "ja", "tai"),
        *("är", "varar", "kostar", "och", "eller", "à"),
        *("takes", "lasts", "is", "costs", "and", "or"),
    }
)
BETWEEN_FORMS = frozenset({"tai", "ja", "sekä", "eller", "och", "or", "and", ",", "/", "&"})
EDGES = " \t,.;:/|–—-‐‑&+=()[]•§*"


@dataclass(frozen=True, slots=True)
class Service:
    """One service as a text offers it: lengths in minutes, shortest first, empty when none is named."""

    form: FormOfWork
    name: str
    minutes: tuple[int, ...]


def services_in(sections: Iterable[tuple[str, Sequence[str]]]) -> tuple[Service, ...]:
    """The services offered by these sections, each a heading and its texts, in the order of the text."""
    offers = _Offers()
    for heading, texts in sections:
        offers.read_heading(heading)
        for place, text in enumerate(texts):
            offers.read_text(text, opening=place == 0)
    return offers.services()


def names_a_service(line: str) -> bool:
    """Whether a short line is the name of a service by itself: *Ryhmätyönohjaus*, *Arbetspar*."""
    if len(line) > 60 or "?" in line or len(line.split()) > 3:
        return False
    mentions = mentions_in(line)
    return any(mention.sure for mention in mentions) or (bool(mentions) and len(line.split()) == 1)


class _Offers:
    """What has been read so far; `current` are the services that a length without a form belongs to."""

    def __init__(self) -> None:
        self.minutes: dict[tuple[FormOfWork, str], set[int]] = {}
        self.names: dict[tuple[FormOfWork, str], str] = {}
        self.certain: set[tuple[FormOfWork, str]] = set()  # offered even where no length is named
        self.current: list[tuple[FormOfWork, str]] = []
        self.under_form = False  # whether the current section's heading names a form

    def services(self) -> tuple[Service, ...]:
        return tuple(
            Service(form=key[0], name=self.names[key], minutes=tuple(sorted(minutes)))
            for key, minutes in self.minutes.items()
            if minutes or key in self.certain
        )

    def read_heading(self, heading: str) -> None:
        if self.current and heading.strip(EDGES).casefold() in ABOUT_LENGTH:
            return
        forms = _first_of_each(_forms_named(heading))
        self.current = [
            self._offer(mention.form, _name(heading) if len(forms) == 1 else mention.name, mention)
            for mention in forms
        ]
        self.under_form = bool(forms)
        self._add(self.current, lengths_in(heading))
        if names_a_service(heading) and any(mention.sure for mention in forms):
            self.certain.update(self.current)

    def read_text(self, text: str, *, opening: bool) -> None:
        lengths = lengths_in(text)
        if lengths:
            self._read_lengths(text, lengths, opening=opening)
        elif opening and self.under_form:
            self._add_companions(text)
        elif not self.under_form and names_a_service(text):
            self.current = [
                self._offer(mention.form, _name(text), mention) for mention in _forms_named(text)[:1]
            ]

    def _read_lengths(self, text: str, lengths: Sequence[Length], *, opening: bool) -> None:
        if opening and self.under_form:
            self._add_companions(text)
        mentions = _forms_named(text)
        if self.under_form and len(text.split(maxsplit=PROSE)) > PROSE:
            have = {form for form, _ in self.current}
            mentions = [mention for mention in mentions if mention.form in have]
        if not mentions:
            if not self.under_form and speaks_of_supervision(_name(text)):
                self.current = []  # a service of a form that is not known here
            self._add(self.current, lengths)
            return
        for forms, minutes, name in _paired(text, mentions, lengths):
            if not forms:
                self._add(self.current, minutes)
                continue
            told = [self._told(mention, name if len(forms) == 1 else "") for mention in forms]
            self._add(told, minutes)
            if not self.under_form:
                self.current = told

    def _told(self, mention: Mention, name: str) -> tuple[FormOfWork, str]:
        """The service that a mention speaks of: the heading's own when it is of that form, else a new one."""
        if self.under_form:
            for key in self.current:
                if key[0] == mention.form:
                    return key
        return self._offer(mention.form, name or mention.name, mention)

    def _add_companions(self, text: str) -> None:
        """Let a heading's lengths hold for the forms its first words name beside it."""
        if not any(form in TOGETHER for form, _ in self.current):
            return
        have = {form for form, _ in self.current}
        opening = text[: OPENING * 4]
        mentions = mentions_in(opening)
        for mention in mentions:
            if mention.start >= OPENING or mention.form not in TOGETHER - have:
                continue
            if mention.sure or _in_one_breath(opening, mention, mentions):
                have.add(mention.form)
                self.current.append(self._offer(mention.form, mention.name, mention))

    def _offer(self, form: FormOfWork, name: str, mention: Mention) -> tuple[FormOfWork, str]:
        name = name or mention.name
        key = (form, name.casefold())
        self.minutes.setdefault(key, set())
        self.names.setdefault(key, name)
        return key

    def _add(self, keys: Iterable[tuple[FormOfWork, str]], lengths: Iterable[Length]) -> None:
        minutes = {length.minutes for length in lengths}
        for key in keys:
            self.minutes[key] |= minutes


def _forms_named(text: str) -> list[Mention]:
    """The forms a text offers: the sure mentions, or else the likely ones of a short line."""
    mentions = mentions_in(text)
    sure = [mention for mention in mentions if mention.sure]
    if not sure and len(text.split(maxsplit=SHORT_LINE)) <= SHORT_LINE:
        return list(mentions)
    return sure


def _in_one_breath(text: str, mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether another form is named right beside this one, as in *arbetspar eller team*."""
    return any(
        text[one.end : other.start].strip() in BETWEEN_FORMS
        for one, other in pairwise(mentions)
        if mention in (one, other)
    )


def _first_of_each(mentions: Iterable[Mention]) -> list[Mention]:
    firsts: dict[FormOfWork, Mention] = {}
    for mention in mentions:
        firsts.setdefault(mention.form, mention)
    return list(firsts.values())


def _paired(
    text: str, mentions: Sequence[Mention], lengths: Sequence[Length]
) -> Iterable[tuple[list[Mention], list[Length], str]]:
    """Pair forms with the lengths told after them, or before them where a text begins with a length.

    Each pair also carries the name that the text itself gives, where it reads like one.
    """
    events: list[Mention | Length] = sorted([*mentions, *lengths], key=lambda event: event.start)
    first_is_length = isinstance(events[0], Length)
    if first_is_length and isinstance(events[-1], Mention):
        for forms, minutes in reversed(list(_runs(events[::-1]))):
            yield forms[::-1], minutes[::-1], ""
        return
    told_until = 0
    for forms, minutes in _runs(events):
        yield forms, minutes, _name(text[told_until : minutes[0].start])
        told_until = minutes[-1].end


def _runs(events: Sequence[Mention | Length]) -> Iterable[tuple[list[Mention], list[Length]]]:
    """Forms and the lengths that follow them, turn by turn; forms without a length are left out."""
    forms: list[Mention] = []
    minutes: list[Length] = []
    for event in events:
        if isinstance(event, Length):
            minutes.append(event)
            continue
        if minutes:
            yield _first_of_each(forms), minutes
            forms, minutes = [], []
        forms.append(event)
    if minutes:
        yield _first_of_each(forms), minutes


def _name(text: str) -> str:
    """The words before the first number, when they are few enough to be a name; else nothing."""
    text = re.sub(r"^\s*[0-9]{1,2}[.)]\s+", "", text[:200])
    words = re.split(r"[0-9]", text, maxsplit=1)[0].strip(EDGES).split()
    while words and words[-1].strip(EDGES).casefold() in AFTER_NAME:
        words.pop()
    while words and words[0].strip(EDGES).casefold() in AFTER_NAME:
        words.pop(0)
    name = " ".join(words).strip(EDGES)
    if len(words) > LONGEST_NAME or name.endswith("?"):
        return ""
    return name[:1].upper() + name[1:]
