"""Measure the agreement on paper: `python -m bench.measure_agreement REQUESTS`; prints JSON.

A three-party agreement of three pages, warm, with other words each time so that nothing made before can be used.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
import time
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from bench.house import set_up

PAGES = 3
WARM_UP = 5


def main() -> None:
    """Pages, and CPU ms of one paper: the median of as many as asked for."""
    set_up()
    from tuokio.agreement.domain.content import fingerprint
    from tuokio.agreement.papers import agreement_pdf

    papers = max(10, int(sys.argv[1]))
    costs: list[float] = []
    counted: set[int] = set()
    for number in range(WARM_UP + papers):
        content = an_agreement(number)
        begun = time.process_time()
        pdf = agreement_pdf(
            content,
            language=("fi", "sv", "en")[number % 3],
            version=number + 1,
            made_on=date(2026, 11, 24),
            fingerprint=fingerprint(content),
        )
        costs.append((time.process_time() - begun) * 1000)
        counted.add(pages_of(pdf))
    print(
        json.dumps(
            {"cpu_ms": statistics.median(costs[WARM_UP:]), "pages": max(counted), "least": min(counted)}
        )
    )


def pages_of(pdf: bytes) -> int:
    """How many pages the PDF says it has."""
    return max(int(found) for found in re.findall(rb"/Count (\d+)", pdf))


def an_agreement(number: int) -> Any:
    """A group of six paid by a municipality, whose words differ by the number."""
    from tuokio.agreement.domain.choices import Ties
    from tuokio.agreement.domain.clauses import Known, draft_from
    from tuokio.agreement.domain.content import Billing, FrameGoal, Party, Training, Vat
    from tuokio.terms.agreement_words import AgreementKind, PartyKind
    from tuokio.terms.words import FormOfWork

    return draft_from(
        Known(
            kind=AgreementKind.THREE_PARTY,
            supervisor=Party(kind=PartyKind.SUPERVISOR, name=f"Aino Hurme {number}", business_id="1234567-8"),
            orderer=Party(kind=PartyKind.PAYER, name=f"Itäinen alue {number}", contact="Kaarlo Virta"),
            form=FormOfWork.GROUP,
            people=6,
            planned=10 + number % 5,
            minutes=75,
            trial_meetings=3,
            starts_on=date(2026, 8, 1),
            ends_on=date(2027, 6, 1),
            background=f"Tiimi on uusi, ja työ on muuttunut {number} kertaa.",
            goals=tuple(
                FrameGoal(
                    id=UUID(int=goal), wording=f"Tavoite {goal} / {number}", indicator="Se näkyy työssä"
                )
                for goal in (1, 2, 3)
            ),
            price_cents=16_000 + number,
            vat=Vat(code="standard", percent=Decimal("25.5"), rate_on=date(2026, 8, 1)),
            billing=Billing(order_number=f"PO-{number}"),
            controller="Työnohjaus Aino Hurme",
            public_payer=True,
            ties=Ties.NONE_KNOWN,
            trainings=(Training(programme="Työnohjaajakoulutus", year=2014, body="Helsingin yliopisto"),),
        )
    )


if __name__ == "__main__":
    main()
