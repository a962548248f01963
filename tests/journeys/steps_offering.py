"""The customer, the offer and the agreement in the stories."""

from __future__ import annotations

from tests.journeys.steps import Commissioner, Supervisee, Supervisor


class Offerer(Supervisor):
    """A supervisor who comes to terms with who orders, who pays and who takes part."""

    def names_the_customer(self, process: str, *, name: str, customer: str, kind: str, speaker: str) -> None:
        """From "Yhteydenotto …" to a process with a name, a payer, and somebody who speaks for the payer."""
        self.opens_process(process)
        self.follows("Merkitse tilaaja")
        self.writes("Prosessin nimi", name)
        self.picks("Kokoonpano", "sama tiimi, sama työ")
        self.chooses("uusi tilaaja")
        self.writes("Uuden tilaajan nimi", customer)
        self.picks("Millainen tilaaja", kind)
        self.presses("Tallenna")
        self.follows("Lisää yhteyshenkilö")
        self.writes("Nimi", speaker)
        self.writes("Sähköpostiosoite", f"{speaker.split()[0].lower()}@example.org")
        self.presses("Tallenna")

    def names_the_members(self, process: str, *names: str) -> None:
        self.opens_process(process)
        self.follows("Muuta ohjattavia")
        for name in names:
            self.writes("Nimi tai nimikirjaimet", name)
            self.presses("Lisää")

    def offers(self, process: str, *, price: str) -> None:
        """What was recommended, at a price."""
        self.takes_the_next_step_with(process)
        self.writes("Kerran hinta, euroa", price)
        self.presses("Katso, mitä maksaja näkee")
        self.presses("Anna tarjous")

    def draws_up_the_agreement(
        self, process: str, *, ties: str, sign: str, first: str, second: str = "", its_sign: str = ""
    ) -> None:
        """What is known stands there; ties, the sign of the goal and the first day are told by the supervisor."""
        self.takes_the_next_step_with(process)
        self.presses("Jatka")
        self.writes("Ensimmäinen päivä", first)
        self.answers(
            "Onko sinulla aiempia tai muita sidonnaisuuksia osapuoliin?",
            "Työnohjaaja on kertonut nämä sidonnaisuudet: …",
        )
        self.writes("Mitkä sidonnaisuudet", ties)
        self.opens("Tausta ja tavoitteet")
        self.writes("Mistä tavoitteen 1 huomaa", sign)
        if second:
            self.writes("Tavoite 2", second)
            self.writes("Mistä tavoitteen 2 huomaa", its_sign)
        self.opens("Muutokset, päättyminen ja sidonnaisuudet")
        self.writes("Koulutuksesi työnohjaajaksi", "Työnohjaajakoulutus; Yliopisto; 2015")
        self.presses("Tallenna luonnos")

    def fills_in_without_ties(self, *, starts_on: str, goal: str = "", sign: str = "") -> None:
        """The little that a light or short agreement asks for; a goal only where none is known yet."""
        self.presses("Jatka")
        self.writes("Ensimmäinen päivä", starts_on)
        self.chooses("Työnohjaajalla ei ole tiedossaan sidonnaisuuksia osapuoliin.")
        if goal:
            self.opens("Tausta ja tavoitteet")
            self.writes("Tavoite 1", goal)
            self.writes("Mistä tavoitteen 1 huomaa", sign)
        self.presses("Tallenna luonnos")

    def sends_the_agreement(self) -> None:
        self.follows("Lue ja lähetä")
        self.presses("Lähetä ja hyväksy omalta osaltani")

    def plans_the_series(self, process: str, *, first: str, clock: str) -> None:
        self.takes_the_next_step_with(process)
        self.writes("Ensimmäinen kerta", first)
        self.writes("Aika", clock)
        self.presses("Näytä päivät")
        self.presses("Tallenna päivät")

    def goes_to_the_acceptances(self, process: str) -> None:
        self.opens_process(process)
        self.follows("Katso sopimusta")
        self.follows("Hyväksynnät tapaamisessa")

    def opens_the_agreement_on_the_phones(self, process: str) -> None:
        self.goes_to_the_acceptances(process)
        self.presses("Avaa puhelimiin")
        self.sees("Sopimus odottaa nyt 2 puhelimessa.")

    def writes_down_the_acceptances(self, process: str, **how: str) -> None:
        """From the list that went round, and what was said aloud."""
        self.goes_to_the_acceptances(process)
        for name, way in how.items():
            self.answers(name, way)
        self.presses("Kirjaa")


class Orderer(Commissioner):
    """A commissioner who reads and accepts, by door and code."""

    def accepts_the_offer(self) -> None:
        self.follows("Lue ja vastaa")
        self.presses("Hyväksyn tarjouksen")
        self.sees("tarjous on hyväksytty")

    def accepts_the_agreement(self) -> None:
        self.goes_to("/commissioner/")
        self.follows("Lue ja hyväksy")
        self.presses("Hyväksyn sopimuksen")


class Member(Supervisee):
    """One who takes part, on a phone of their own."""

    def accepts_her_own_part(self) -> None:
        self.goes_to("/home/")
        self.follows("Lue ja vastaa")
        self.presses("Hyväksyn omalta osaltani")
        self.sees("Olet hyväksynyt")

    def does_not_accept(self) -> None:
        self.goes_to("/home/")
        self.follows("Lue ja vastaa")
        self.opens("En hyväksy")
        self._click(self.page.locator("details[open] button"))
