"""What people do on the small path of one who pays for herself."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.post import Post
from tests.journeys.steps import UUID, Commissioner, Somebody, Stranger
from tests.journeys.steps_offering import Offerer

Answer = dict[str, tuple[str, str]]  # what stands at the field, then how and with what it is answered

# Words for those who are not there when one person comes and pays. A profession's group is no group of theirs.
OTHERS = re.compile(r"\btilaaja\w*|\bryhmä\w*|\btyöyhteisö\w*", re.IGNORECASE)
# Where a form, a payer or other help is still chosen among all that there are, or another word is the field's own
CHOICES = re.compile(
    r"/p/|/enquiries/|/mapping/|/frame/|/recommendation/|/offer/text/|/agreement/(kind|draft)/|/statements/"
)


def link_in(letter: str) -> str:
    """The address that stands in a letter."""
    found = re.search(r"http\S+", letter)
    assert found
    return found[0]


class Ticks(Somebody):
    """Someone whose choices begin alike."""

    def ticks(self, label: str) -> None:
        """Choose a round box by its words and no others: "ei", not "ei vastausta"."""
        self.presses_made += 1
        self.page.get_by_label(label, exact=True).first.check()


class AloneWithHer(Ticks):
    """Someone in a process of two: once it is known to be one, no page speaks of a group or of one who orders."""

    is_known = True

    def looks(self) -> None:
        super().looks()
        address = self.page.url.split("?")[0]
        if not self.is_known or CHOICES.search(address):
            return
        words = " ".join((self.page.locator("main").text_content() or "").split())
        self.faults += [
            f"{UUID.sub('*', address)}  speaks of others: {words[max(0, one.start() - 40) : one.end() + 20]}"
            for one in OTHERS.finditer(words)
        ]


class SelfPayer(AloneWithHer, Stranger, Commissioner):
    """One who asks for herself, pays herself, and does everything on her own phone."""

    def asks_for_herself(self, slug: str, address: str) -> None:
        self.asks_on_the_public_page(slug, address, whom="Itselleni")

    def opens_the_questions(self, post: Post, address: str) -> None:
        self.goes_to(link_in(post.newest(address)))

    def answers_alone(self, answers: dict[str, Answer]) -> list[str]:
        """Answer each question as it comes, one on a screen. Gives the questions in the order in which they came."""
        asked: list[str] = []
        while found := re.search(r"/questions/(m\d\d)/", self.page.url):
            asked.append(found[1])
            if found[1] == "m12":
                self.ticks("ei")
                self.presses("Näytä, mikä auttaa")
                self.follows("Jatka")
                continue
            for label, (how, value) in answers.get(found[1], {}).items():
                getattr(self, how)(label, *([value] if value else []))
            self.presses("Tallenna ja jatka")
        return asked

    def answers_the_wave(self, *marks: str) -> None:
        """One of five for each scale, in the order in which they stand."""
        self.goes_to("/home/")
        self.follows("Vastaa")
        scales = self.page.locator("main .scale")
        for number, mark in enumerate(marks):
            scales.nth(number).get_by_label(mark, exact=True).check()
        self.presses("Lähetä vastaukset")

    def shows(self, point: str, answer: str, *, hides: bool = False) -> None:
        """Show one of the own answers to the supervisor, or take it back."""
        self.goes_to("/home/")
        self.follows(f"Katso tulos ja omat vastauksesi: {point}")
        box = self.page.get_by_label(answer, exact=True).first
        box.uncheck() if hides else box.check()
        self.presses("Näytä valitsemani")


class LeadsSmallPaths(AloneWithHer, Offerer):
    """Aino on the small paths."""

    def process_of(self, name: str) -> str:
        """The address of a process's page."""
        self.opens_process(name)
        return self.page.url

    def sends_the_questions_by_mail(self) -> None:
        self.presses("Lähetä linkki sähköpostilla")

    def says_who_pays(self, process: str, *, now_called: str) -> None:
        """The process gets her name, and she is the one who pays."""
        self.opens_process(process)
        self.follows("Muokkaa")
        expect(self.page.get_by_label("ohjattava maksaa itse")).to_be_checked()  # as she answered
        self.writes("Prosessin nimi", now_called)
        self.presses("Tallenna")

    def adds_contact(self, customer: str, address: str) -> None:
        self.goes_to("/customers/")
        self.follows(customer)
        self.follows("Lisää yhteyshenkilö")
        self.writes("Nimi", customer)
        self.writes("Sähköpostiosoite", address)
        self.presses("Tallenna")

    def names_one_with_mail(self, process: str, member: str, address: str) -> None:
        """Who is supervised, and the mail by which they come in."""
        self.opens_process(process)
        self.follows("Muuta ohjattavia")
        self.writes("Nimi tai nimikirjaimet", member)
        self.presses("Lisää")
        self.follows("Kulkutiet")
        self.follows(f"Muuta {member}")
        self.writes("Sähköpostiosoite", address)
        self.presses("Lähetä viesti")

    def gives_an_offer(self, process: str, *, price: str) -> None:
        self.takes_the_next_step_with(process)
        self.writes("Kerran hinta, euroa", price)
        self.presses("Katso, mitä maksaja näkee")
        self.presses("Anna tarjous")

    def sends_the_short_agreement(self, process: str, *, starts_on: str) -> None:
        self.takes_the_next_step_with(process)
        self.fills_in_without_ties(starts_on=starts_on)
        self.sends_the_agreement()

    def words_a_goal(self, process: str, *, start: str, expected: str) -> None:
        """The levels of the goal that came with the agreement, the light way."""
        self.opens_process(process)
        self.follows("Avaa tavoitteet")
        self.follows("Sanoita tasot")
        self.chooses("Kevyt")
        self.writes("Odotetusti (0)", expected)
        self.opens("Lähtötilanne, kun asteikko on kevyt")
        self.writes("Lähtötilanne sanoin", start)
        self.ticks("−1")
        self.presses("Tallenna")

    def chooses_statements(self, process: str, *codes: str) -> None:
        self.opens_process(process)
        self.follows("Valitse, mitä arvioidaan")
        for code in codes:
            self.page.locator(f"input[value={code}]").check()
        self.presses("Tallenna valinta")

    def opens_the_evaluation(self, process: str, point: str) -> None:
        self.goes_to(f"{self.process_of(process)}evaluation/")
        self.follows(point)
        self.presses("Avaa arviointi")

    def closes_the_evaluation(self, process: str) -> None:
        self.opens_process(process)
        self.follows("Siirry avoimeen arviointiin")
        self.follows("Sulje arviointi")
        self.presses("Sulje")

    def rates_together(self, process: str, point: str, level: str) -> None:
        """On one screen, side by side."""
        self.opens_process(process)
        self.follows("Avaa tavoitteet")
        self.follows("Arvioikaa tavoitteet")
        self.chooses(point)
        self.presses("Aloita")
        self.ticks(level)
        self.presses("Tallenna")

    def closes_after_the_end(self, process: str) -> None:
        """Evaluated, and closed: nothing is pushed that a self-payer needs from nobody."""
        self.takes_the_next_step_with(process)
        self.does_not_see("Yhteenveto")
        self.presses("Arviointi on käyty tai jätetään väliin")

    def marks_present(self, process: str) -> None:
        self.takes_the_next_step_with(process)
        self.presses("Kaikki paikalla")
