"""The summary in the stories: written, decided by the group unseen, given to the commissioner."""

from __future__ import annotations

from tests.journeys.steps import Commissioner, Supervisee, Supervisor


class Reporter(Supervisor):
    """A supervisor who brings the results to the commissioner, once the group lets her."""

    def closes_the_open_evaluation(self, process: str) -> None:
        self.opens_process(process)
        self.follows("Siirry avoimeen arviointiin")
        self.follows("Sulje arviointi")
        self.presses("Sulje")

    def writes_the_summary(self, process: str) -> None:
        self.opens_process(process)
        self.goes_to(f"{self.page.url}summary/")
        self.follows("Kirjoita yhteenveto")
        self.chooses("Työnohjaus jatkuu samassa muodossa.")
        self.presses("Tallenna luonnos")

    def takes_it_to_the_group(self) -> None:
        self.follows("Vie ryhmälle")
        self.chooses("Luemme sen yhdessä tapaamisessa nyt")
        self.presses("Kysy ryhmältä")

    def counts_the_slips(self, number: int) -> None:
        self.follows("Laske liput")
        self.writes("Tämän voi antaa tällaisenaan", str(number))
        self.presses("Tallenna määrät")

    def gives_the_summary(self, process: str) -> None:
        self.opens_process(process)
        self.goes_to(f"{self.page.url}summary/")
        self.follows("Anna tilaajalle")
        self.presses("Anna tilaajalle")


class Voice(Supervisee):
    """One whose word decides with the others, unseen."""

    def says_that_it_may_be_given(self) -> None:
        self.goes_to("/home/")
        self.follows("Lue ja vastaa")
        self.chooses("Tämän voi antaa tällaisenaan")
        self.presses("Vastaa")


class Receiver(Commissioner):
    """Who is given the summary."""

    def reads_the_summary(self) -> None:
        self.goes_to("/commissioner/")
        self.follows("Avaa yhteenveto")
