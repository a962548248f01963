"""Who sees what, as a table that the pages enforce (domain 8, for what exists now).

The agreement prints the commissioner's column; tests/agreement/test_content_visibility.py holds it against the pages.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType

from tuokio.agreement.domain.content import AgreementContent


class Reader(StrEnum):
    """In which role somebody reads."""

    SUPERVISOR = "supervisor"
    MEMBER = "member"
    COMMISSIONER = "commissioner"


class Seen(StrEnum):
    """What may be seen."""

    DATES = "dates"
    FORM = "form"
    ATTENDANCE = "attendance"
    PRICES = "prices"
    AGREEMENT = "agreement"
    GOALS = "goals"
    LEVELS = "levels"
    SUMMARY = "summary"
    ACCEPTANCES = "acceptances"
    ANSWERS = "answers"
    MAPPING = "mapping"
    REASONS = "reasons"
    TALK = "talk"


class Sees(StrEnum):
    """How much of it. OWN: what concerns the reader alone; WHEN_GIVEN: inside a summary that the group approved."""

    YES = "yes"
    OWN = "own"
    COUNT = "count"
    WHEN_GIVEN = "when_given"
    NEVER = "never"


_COLUMNS = (Reader.SUPERVISOR, Reader.MEMBER, Reader.COMMISSIONER)
_ROWS: dict[Seen, tuple[Sees, ...]] = {
    Seen.DATES: (Sees.YES, Sees.YES, Sees.YES),
    Seen.FORM: (Sees.YES, Sees.YES, Sees.YES),
    Seen.ATTENDANCE: (Sees.YES, Sees.OWN, Sees.COUNT),
    Seen.PRICES: (Sees.YES, Sees.YES, Sees.YES),
    Seen.AGREEMENT: (Sees.YES, Sees.YES, Sees.YES),
    Seen.GOALS: (Sees.YES, Sees.YES, Sees.YES),
    Seen.LEVELS: (Sees.YES, Sees.YES, Sees.WHEN_GIVEN),
    Seen.SUMMARY: (Sees.YES, Sees.YES, Sees.WHEN_GIVEN),
    Seen.ACCEPTANCES: (Sees.YES, Sees.OWN, Sees.NEVER),
    Seen.ANSWERS: (Sees.NEVER, Sees.OWN, Sees.NEVER),
    Seen.MAPPING: (Sees.YES, Sees.OWN, Sees.NEVER),
    Seen.REASONS: (Sees.NEVER, Sees.NEVER, Sees.NEVER),
    Seen.TALK: (Sees.NEVER, Sees.NEVER, Sees.NEVER),
}
MATRIX = MappingProxyType(
    {item: MappingProxyType(dict(zip(_COLUMNS, row, strict=True))) for item, row in _ROWS.items()}
)


def commissioner_sees(content: AgreementContent) -> tuple[tuple[Seen, Sees], ...]:
    """The commissioner's column under this agreement: named attendance when C10 says so, a summary when C15 does.

    Empty when nobody but the supervised orders the work.
    """
    if not content.has_organisation:
        return ()
    return tuple(
        (item, _under(content, item, readers[Reader.COMMISSIONER]))
        for item, readers in MATRIX.items()
        if content.has_price or item != Seen.PRICES
    )


def _under(content: AgreementContent, item: Seen, usual: Sees) -> Sees:
    if item == Seen.ATTENDANCE and content.presence and content.presence.told_by_name:
        return Sees.YES
    if usual == Sees.WHEN_GIVEN and not content.silence.gives_summary:
        return Sees.NEVER
    return usual
