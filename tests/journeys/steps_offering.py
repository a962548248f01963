"""The customer, the offer and the agreement in the stories."""

from __future__ import annotations

from tests.journeys.steps import Supervisor


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
