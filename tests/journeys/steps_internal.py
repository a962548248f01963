"""What people do in a house of its own: a supervisor of the house, and who coordinates it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pypdf

from tests.journeys.steps import Somebody
from tests.journeys.steps_evaluating import Evaluator
from tests.journeys.steps_offering import Offerer
from tests.journeys.steps_summary import Reporter

NO_MONEY = ("€", "arjou", "euroa")  # neither a price nor an offer: Tarjous, tarjouksen


class HouseSupervisor(Offerer, Evaluator, Reporter):
    """A supervisor who is employed by the house she supervises in."""

    def looks(self) -> None:
        """Whatever she comes to: no offer and no price."""
        super().looks()
        self.does_not_see(*NO_MONEY)

    def opens_after_a_call(self, process: str, *, form: str) -> None:
        self.goes_to("/processes/")
        self.follows("Avaa puhelun jälkeen")
        self.writes("Prosessin nimi", process)
        self.chooses(form)
        self.presses("Avaa")

    def sends_the_light_agreement(self, process: str, *, starts_on: str, goal: str, sign: str) -> None:
        """Past the mapping: nobody pays, the coordinator accepts."""
        self.does("Sopimus", process)
        self.follows("Laadi sopimus")
        self.fills_in_without_ties(starts_on=starts_on, goal=goal, sign=sign)
        self.sends_the_agreement()

    def types_in_the_sheets(self, process: str, evaluation: str, *numbers: int) -> None:
        """All answered on paper in the room."""
        self.opens_in_the_room(process, evaluation)
        self.goes_to(self.page.url)
        for number in numbers:
            self.types_in_a_sheet(number)

    def writes_a_summary_on_the_way(self, process: str) -> None:
        """Not at the end: after the first evaluation, of the group's own will."""
        self.goes_to_the_summary(process)
        self.follows("Kirjoita yhteenveto")
        self.chooses("Työnohjaus jatkuu samassa muodossa.")
        self.presses("Tallenna luonnos")

    def gives_it_on_the_way(self, process: str) -> None:
        self.goes_to_the_summary(process)
        self.follows("Anna tilaajalle")
        self.presses("Anna tilaajalle")

    def goes_to_the_summary(self, process: str) -> None:
        self.opens_process(process)
        self.goes_to(f"{self.page.url}summary/")


class Coordinator(Somebody):
    """Who looks after the supervision of a house."""

    def accepts_what_waits(self) -> None:
        self.goes_to("/today/")
        self.follows("Lue ja hyväksy")
        self.presses("Hyväksyn sopimuksen")

    def looks_at_the_house(self, *, ending: bool = False) -> None:
        self.goes_to("/coordination/")
        if ending:
            self.chooses("Päättyy 90 päivän sisällä")
            self.presses("Näytä")

    def takes_the_numbers_along(self) -> list[list[str]]:
        """The file of the overview, as a spreadsheet reads it."""
        self.presses_made += 1
        with self.page.expect_download() as coming:
            self.page.get_by_role("link", name="CSV-tiedostona").click()
        text = Path(coming.value.path()).read_text(encoding="utf-8-sig")
        return list(csv.reader(io.StringIO(text), delimiter=";"))

    def reads_what_was_given(self, process: str) -> None:
        self.looks_at_the_house()
        self.follows(f"Lue {process}", within=self.card("Talolle annetut yhteenvedot"))

    def takes_the_paper_along(self) -> bytes:
        """The summary as a PDF."""
        self.presses_made += 1
        with self.page.expect_download() as coming:
            self.page.get_by_role("link", name="Yhteenveto (PDF)").click()
        return Path(coming.value.path()).read_bytes()


def words_of(paper: bytes) -> str:
    """What can be read on a PDF."""
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper)).pages)
