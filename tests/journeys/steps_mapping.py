"""The mapping conversation in the stories: partly alone on a phone, partly together, M08 apart from both."""

from __future__ import annotations

from tests.journeys.steps import Somebody, Stranger, Supervisor

VOICE = "Kuinka turvallista asiasta on puhua niiden kanssa, joita se koskee?"


class Mapper(Supervisor):
    """A supervisor who finds out what would fit."""

    def opens_the_questions_for_a_phone(self) -> str:
        """Show the link that the one who asked may answer by. Gives its address."""
        self.follows("Kartoittava keskustelu")
        self.presses("Näytä linkki ja sen kuva")
        address = self.page.locator(".slip .longword").inner_text()
        self.follows("Valmis")
        return address

    def asks_the_rest_together(self) -> None:
        """Screen by screen, what was answered alone already stands in its place; health is asked and forgotten."""
        self.goes_to(self.page.url)
        self.sees("Kysymyksiin on vastattu yhteydenottajan omalla puhelimella")
        self.follows("Kysykää yhdessä")
        self.presses("Tallenna ja jatka")
        self.answers("Odotetaanko päätöstä, jonka vain johto voi tehdä?", "ei")
        self.answers("Haluavatko osallistujat tätä itse?", "haluavat")
        self.chooses("Puhuttu")
        self.presses("Tallenna ja jatka")
        self.picks("Toinen", "työn kuormittavuus")
        self.presses("Tallenna ja jatka")
        self.answers("Osallistuuko esihenkilö, ja missä roolissa?", "vain alussa ja lopussa")
        self.answers("Pystyvätkö samat ihmiset tulemaan joka kerta?", "enimmäkseen")
        self.presses("Tallenna ja jatka")
        self.picks("Kuinka pitkä tapaaminen voi olla", "enintään 90 minuuttia")
        self.picks("Kuinka usein", "kolmen viikon välein")
        self.presses("Tallenna ja jatka")
        self.writes("Merkki 1", "Yöllä ja päivällä toimitaan samalla tavalla.")
        self.answers("Mitä saa kertoa", "montako kertaa pidettiin", "ryhmässä läpikäyty yhteenveto")
        self.presses("Tallenna ja jatka")
        self.answers("Onko työnohjaajalla ja jollakulla teistä aiempia yhteyksiä?", "kyllä")
        self.presses("Tallenna ja jatka")
        self.answers("Mitä pitää ottaa huomioon, jotta kaikki voivat osallistua?", "rauhallinen tila")
        self.presses("Tallenna ja jatka")

    def asks_about_health_and_writes_nothing_down(self) -> None:
        self.answers("Onko kyse terveydestä tai hoidon tarpeesta?", "kyllä")
        self.presses("Näytä, mikä auttaa")
        self.sees("Työterveyshuolto")

    def prints_slips_for_the_one_question(self, count: int) -> list[str]:
        """M08, one slip each. Gives the addresses in the pictures."""
        self.goes_to(
            self.page.url.split("/mapping/")[0].split("/recommendation/")[0] + "/mapping/own-answers/"
        )
        self.writes("Kuinka moni vastaa omalla puhelimellaan", str(count))
        self.presses("Tee tulostettavat laput")
        found = self.page.locator(".slip .longword").all_inner_texts()
        self.follows("Valmis")
        return found

    def enters_the_slips_and_closes(self, slips: dict[int, int]) -> None:
        """How many slips bear each number; then nobody answers any more, and the lowest is shown."""
        for number, count in slips.items():
            self.writes(f"Laput, joissa {number}", str(count))
        self.presses("Kirjaa laput")
        self.presses("Sulje vastaaminen ja näytä matalin")

    def records_the_recommendation(self) -> None:
        """With its reasons before one's eyes."""
        self.follows("Kartoittava keskustelu")
        self.follows("Suositus")
        self.sees("Miksi juuri tämä", "Tärkein teemanne on ”tiimin yhteistyö”.")
        self.presses("Kirjaa suositus")
        self.follows("Jatka prosessin sivulta")


class Enquirer(Stranger):
    """The one who wrote on the public page."""

    def answers_some_questions_alone(self, address: str) -> None:
        self.goes_to(address)
        self.follows("Aloita")
        self.writes("Kuinka monta ihmistä asia koskee", "6")
        self.writes("Kuinka moni voi osallistua", "6")
        self.presses("Tallenna ja jatka")
        self.answers("Kuka maksaa", "työnantaja")
        self.presses("Tallenna ja jatka")
        self.answers("Onko meneillään riita, häirintäepäily tai kurinpitoasia?", "ei")
        self.presses("Tallenna ja jatka")
        self.answers("Onko juuri tapahtunut jotain järkyttävää?", "ei")
        self.presses("Tallenna ja jatka")
        self.presses("Tallenna ja jatka")
        self.presses("Tallenna ja jatka")
        self.answers("Kenen aloitteesta otatte yhteyttä?", "tiimin")
        self.presses("Tallenna ja jatka")
        self.picks("Tärkein", "tiimin yhteistyö")
        self.presses("Tallenna ja jatka")
        self.answers("Kenen yhteinen asia tämä on?", "tiimimme")
        self.presses("Tallenna ja jatka")
        self.follows("Katso omat vastauksesi")
        self.presses("Olen valmis")
        self.sees("Kiitos")


def answers_the_one_question(one: Somebody, address: str, number: str) -> None:
    """How safe it is to speak, from the picture on one's own slip."""
    one.goes_to(address)
    one.answers(VOICE, number)
    one.presses("Lähetä")
    one.sees("Numerosi tuli perille ilman nimeäsi.")
