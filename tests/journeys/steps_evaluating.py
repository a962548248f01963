"""Evaluations in the stories: in the room by the picture on the screen, and on paper."""

from __future__ import annotations

from tests.journeys.steps import Somebody, Supervisee, Supervisor

STATEMENTS = 3


class OnAForm(Somebody):
    """Whoever has a form of statements before them."""

    def answers_every_statement(self, number: int, then: int | None) -> None:
        for question, answer in (("Nyt", number), ("Kun aloitimme", then)):
            for group in self.page.get_by_role("group", name=question).all():
                group.get_by_label(str(answer), exact=True).check()


class Evaluator(OnAForm, Supervisor):
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
        self.types_in_sheets(number)

    def types_in_sheets(self, *numbers: int, then: int | None = None) -> None:
        """One after the other: each has one number all the way down, of now, and one of then when it was asked."""
        self.follows("Kirjaa paperilomake")
        for number in numbers:
            self.answers_every_statement(number, then)
            self.presses("Tallenna lomake")
        self.follows("Takaisin arviointiin")


class Answerer(OnAForm, Supervisee):
    """One who answers alone, on the own phone."""

    def answers_in_the_room(self, address: str, number: int, *, then: int | None = None) -> None:
        self.goes_to(address)
        self.answers_every_statement(number, then)
        self.presses("Lähetä vastaukset")
        self.sees("Vastauksesi on tallennettu.")

    def answers_at_home(self, number: int) -> None:
        self.goes_to("/home/")
        self.follows("Vastaa", within=self.card_about("Arviointi odottaa"))
        self.answers_every_statement(number, None)
        self.presses("Lähetä vastaukset")
        self.sees("Vastauksesi on tallennettu.")

    def looks_at_what_was_told(self) -> None:
        self.goes_to("/home/")
        self.follows("Katso tulos ja omat vastauksesi")
