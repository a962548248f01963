"""The summary in the stories: written, decided by the group unseen, given to the commissioner."""

from __future__ import annotations

from datetime import date

from pypdf import PdfReader

from tests.journeys.steps import Commissioner, Supervisee, Supervisor


class Reporter(Supervisor):
    """A supervisor who brings the results to the commissioner, once the group lets her."""

    def closes_the_open_evaluation(self, process: str) -> None:
        self.opens_process(process)
        self.follows("Siirry avoimeen arviointiin")
        self.follows("Sulje arviointi")
        self.presses("Sulje")

    def writes_the_summary(self, process: str) -> None:
        self.takes_the_next_step_with(process)
        self.follows("Kirjoita yhteenveto")
        self.chooses("Työnohjaus päättyy sovitusti.")
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
        self.takes_the_next_step_with(process)
        self.follows("Anna tilaajalle")
        self.presses("Anna tilaajalle")

    def marks_the_talk_as_held(self, process: str, on: date) -> None:
        self.takes_the_next_step_with(process)
        self.follows("Merkitse yhteinen keskustelu pidetyksi")
        self.writes("Keskustelun päivä", on.isoformat())
        self._click(self.page.locator("main form button.btn"))


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

    def downloads_the_summary(self) -> str:
        """Take the paper along. Gives its words."""
        with self.page.expect_download() as coming:
            self.page.get_by_role("link", name="Yhteenveto (PDF)").click()
        kept = coming.value.path()
        assert kept.read_bytes().startswith(b"%PDF")
        return " ".join(" ".join(page.extract_text() for page in PdfReader(kept).pages).split())
