"""Evaluations in the stories: in the room by the picture on the screen, and on paper."""

from __future__ import annotations

from tests.journeys.steps import Supervisee, Supervisor

STATEMENTS = 3


class Evaluator(Supervisor):
    """A supervisor who asks at the agreed meetings."""

    def chooses_what_is_evaluated(self, process: str) -> None:
        self.opens_process(process)
        self.follows("Valitse, mitä arvioidaan")
        boxes = self.page.locator("main input[type=checkbox]")
        for number in range(STATEMENTS):
            self._press_first(boxes.nth(number))
        self.presses("Tallenna valinta")

    def opens_in_the_room(self, process: str, evaluation: str) -> str:
        """Open it and show the picture. Gives the address in it."""
        self.opens_process(process)
        self.follows(evaluation, within=self.card("Arviointi"))
        self.presses("Avaa arviointi")
        return "/w/" + self.page.locator(".waveaddress").inner_text().split("/w/")[1]

    def types_in_a_sheet(self, number: int) -> None:
        self.follows("Kirjaa paperilomake")
        for group in self.page.get_by_role("group", name="Nyt").all():
            group.get_by_label(str(number), exact=True).check()
        self.presses("Tallenna lomake")
        self.follows("Takaisin arviointiin")


class Answerer(Supervisee):
    """One who answers alone, on the own phone."""

    def answers_in_the_room(self, address: str, number: int) -> None:
        self.goes_to(address)
        for group in self.page.get_by_role("group", name="Nyt").all():
            group.get_by_label(str(number), exact=True).check()
        self.presses("Lähetä vastaukset")
        self.sees("Vastauksesi on tallennettu.")
