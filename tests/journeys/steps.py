"""What people do in the stories, in sentences a supervisor could read. Each page that someone comes to is looked at."""

from __future__ import annotations

import io
import os
import re
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Calendar, Window
from tests.journeys.looking import BOTH, Screen, faults_of
from tests.journeys.post import Post
from tuokio.kit.models import Letter

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
OWN_PART = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|[\w-]{20,}|\d{4}-\d\d(-\d\d)?"
)  # of an address: ids, tokens, days
LOOKS_ONCE = os.environ.get("PROOF") != "1"
ALL_LOOKED_AT: set[tuple[str, ...]] = set()  # by all the people of the stories that this process tells


def named(name: str) -> re.Pattern[str]:
    """A name as the ear hears it: what is only spoken may stand apart from what is seen."""
    return re.compile(re.escape(name).replace(":", r"\s?:"))


class Somebody:
    """A person at a browser of their own. What their hands do is counted."""

    def __init__(self, name: str, window: Window, screen: Screen, calendar: Calendar) -> None:
        self.name, self.window, self.screen, self.calendar = name, window, screen, calendar
        self.presses_made = self.signs_typed = 0
        self.known: dict[str, str] = {}
        self.looked_at: set[tuple[str, ...]] = set()
        self.faults: list[str] = []

    @property
    def page(self) -> Page:
        return self.window.page

    # --- hands and eyes -----------------------------------------------------------------------------------

    def goes_to(self, address: str) -> None:
        self.window.go(address)
        self.looks()

    def presses(self, name: str, *, within: Locator | None = None) -> None:
        """Press the button of that name."""
        self._click((within or self.page).get_by_role("button", name=named(name)).first)

    def follows(self, name: str, *, within: Locator | None = None) -> None:
        """Follow the link of that name."""
        self._click((within or self.page).get_by_role("link", name=named(name)).first)

    def writes(self, label: str, text: str, *, within: Locator | None = None) -> None:
        self.presses_made += 1
        self.signs_typed += len(text)
        self._field(label, within).fill(text)

    def chooses(self, label: str, *, within: Locator | None = None) -> None:
        """Choose a round or square box by its words."""
        self.presses_made += 1
        self._field(label, within).check()

    def answers(self, question: str, *answers: str, within: Locator | None = None) -> None:
        """Choose these answers, round or square, to the question of that name."""
        group = (within or self.page).get_by_role("group", name=question)
        for answer in answers:
            self.presses_made += 1
            group.get_by_label(answer, exact=True).check()

    def picks(self, label: str, option: str, *, within: Locator | None = None) -> None:
        """Pick from a list."""
        self.presses_made += 2
        self._field(label, within).select_option(label=option)

    def opens(self, summary: str) -> None:
        self.presses_made += 1
        self.page.locator("summary", has_text=summary).first.click()

    def sees(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(text)

    def does_not_see(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.locator("body")).not_to_contain_text(text)

    def card(self, title: str) -> Locator:
        return self.page.get_by_role("region", name=title, exact=True)

    def card_about(self, title: str) -> Locator:
        """The card whose title begins with this, and says besides what it is about."""
        return self.page.get_by_role("region", name=re.compile(f"^{re.escape(title)}"))

    def row(self, text: str) -> Locator:
        """The row of a list or table that has this text."""
        return self.page.locator("main li, main tr").filter(has_text=text).last

    def _field(self, label: str, within: Locator | None) -> Locator:
        whole_words = re.compile(rf"(^|\W){re.escape(label)}($|\W)", re.IGNORECASE)
        fields = self.page.locator("input, select, textarea")
        return (within or self.page).get_by_label(whole_words).and_(fields).first

    def _click(self, what: Locator) -> None:
        self.presses_made += 1
        what.click()
        self.page.wait_for_load_state("load")
        self.looks()

    def looks(self) -> None:
        """Every page ends in this: nobody is kept out of it. A page that was seen before is not looked at again.

        Under PROOF=1 each person of each story looks for themselves; else the first one to see a page does, of all
        stories that one process tells, and nobody on PostgreSQL: a page is drawn alike whatever its database.
        """
        if LOOKS_ONCE and connection.vendor == "postgresql":
            return
        shape = self.page.evaluate(
            "() => [...document.querySelectorAll('h1, h2, legend, .error, .notice, input, select, textarea, table')]"
            ".map((one) => [one.className, one.localName, one.type].join(' '))"
        )
        path = OWN_PART.sub("*", urlsplit(self.page.url).path)
        seen = (path, str(self.screen), *sorted(set(shape)))
        looked_at = ALL_LOOKED_AT if LOOKS_ONCE else self.looked_at
        if seen in looked_at:
            return
        looked_at.add(seen)
        self.faults += [
            f"{UUID.sub('*', self.page.url)}  {one}"
            for one in faults_of(
                self.page, (self.screen, *(one for one in BOTH if one.width != self.screen.width))
            )
        ]

    # --- everybody ----------------------------------------------------------------------------------------

    def reads_the_code_from(self, post: Post, address: str) -> str:
        """The six digits in the newest mail that really arrived."""
        found = re.search(r"\b(\d{3}) (\d{3})\b", post.newest(address))
        assert found
        return found[1] + found[2]

    def signs_in_by_mail(self, address: str, post: Post) -> None:
        self.goes_to("/sign-in/")
        self.writes("Sähköpostiosoite", address)
        self.chooses("Oma: pysyn kirjautuneena kuukauden")
        self.presses("Lähetä minulle koodi")
        self.writes("Koodi", self.reads_the_code_from(post, address))
        self.presses("Kirjaudu")

    def opens_the_link_of_their_own_terminal(self) -> None:
        """On one's own machine: `tuokio start` prints a link that signs in once."""
        said = io.StringIO()
        call_command("who_can_sign_in", stdout=said)
        found = re.search(r"http\S+", said.getvalue())
        assert found
        self.goes_to(found[0])
        self.presses("Kirjaudu")


class Supervisor(Somebody):
    """Aino, or a colleague."""

    def begins_a_practice_of_her_own(self) -> None:
        self.opens_the_link_of_their_own_terminal()
        self.writes("Nimesi", "Aino Hurme")
        self.writes("Yrityksen tai yksikön nimi", "Työnohjaus Aino Hurme")
        self.chooses("Yksin")
        self.presses("Aloita")

    def moves_in(self, sheet: Path, answers: dict[str, dict[str, str]], leaves_out: tuple[str, ...]) -> None:
        """Bring in what is running from a sheet: every doubtful row is looked at, and answered where it asks."""
        self.goes_to("/today/")
        self.follows("Muuta sisään prosesseinesi")
        self.presses_made += 4  # to find the file on one's own machine
        self._field("Tiedosto", None).set_input_files(sheet)
        self.presses("Lue tiedosto")
        for row in self.page.locator("section.card.mark").all():
            title = (row.locator("h2").text_content() or "").split(". ", 1)[1]
            if title in leaves_out:
                self.chooses("Jätä pois", within=row)
                continue
            for label, answer in answers.get(title, {}).items():
                if self._field(label, row).evaluate("one => one.localName") == "select":
                    self.picks(label, answer, within=row)
                else:
                    self.writes(label, answer, within=row)
            self.chooses("Näin on oikein", within=row)
        self.presses("Jatka: mitä tuodaan")

    def brings_them_in(self, *, with_agreements_on_paper: bool) -> None:
        if with_agreements_on_paper:
            self._press_first(self.page.locator("main form input[type=checkbox]"))
        self.presses("Tuo")

    def _press_first(self, box: Locator) -> None:
        self.presses_made += 1
        box.first.check()

    def opens_process(self, name: str) -> None:
        """From the list; the next time by the page that is known."""
        if name in self.known:
            self.goes_to(self.known[name])
            return
        self.goes_to("/processes/?shown=all")
        self.follows(name)
        self.known[name] = self.page.url
        expect(self.page.get_by_role("heading", level=1)).to_have_text(name)

    def opens_the_next_meeting_of(self, name: str) -> None:
        self.takes_the_next_step_with(name)

    def takes_the_next_step_with(self, process: str) -> None:
        """The one filled button of a process's page."""
        self.opens_process(process)
        self._click(self.page.locator(".title .actions a.btn"))

    def does(self, act: str, process: str) -> None:
        """One of the acts under "Mitä muuta voi tehdä"."""
        self.opens_process(process)
        self.follows(act, within=self.card("Mitä muuta voi tehdä"))

    def starts_a_process(
        self,
        *,
        name: str,
        form: str,
        members: str,
        payer: str,
        kind: str,
        price: str,
        first: str,
        clock: str,
        planned: int = 10,
        weeks: int = 3,
        composition: str = "",
    ) -> None:
        """The short path, on one form."""
        self.goes_to("/processes/new/")
        self.writes("Prosessin nimi", name)
        self.chooses(form)
        if composition:
            self.picks("Kokoonpano", composition)
        self.writes("Nimet tai nimikirjaimet", members)
        new = self.page.get_by_label("uusi tilaaja")
        if new.count():
            self.chooses("uusi tilaaja")
        self.writes("Uuden tilaajan nimi", payer)
        self.picks("Millainen tilaaja", kind)
        self.writes("Kerran hinta, euroa", price)
        self.writes("Kertojen määrä", str(planned))
        self.writes("Viikkoja kertojen välissä", str(weeks))
        self.writes("Ensimmäinen kerta", first)
        self.writes("Aika", clock)
        self.presses("Aloita")

    def marks_everyone_present(self, process: str) -> None:
        """Attendance in one tap."""
        self.opens_the_next_meeting_of(process)
        self.presses("Kaikki paikalla")

    def marks_the_meetings(self, process: str, count: int) -> None:
        """So many meetings that were held, one after the other: all were there."""
        for _meeting in range(count):
            self.marks_everyone_present(process)

    def sees_waiting(self, *texts: str) -> None:
        self.goes_to("/today/")
        for text in texts:
            expect(self.card("Odottaa sinua")).to_contain_text(text)

    def sees_nothing_waiting_about(self, *texts: str) -> None:
        self.goes_to("/today/")
        for text in texts:
            expect(self.card("Odottaa sinua")).not_to_contain_text(text)

    def moves_the_next_meeting(self, process: str, *, to: date, clock: str) -> None:
        self.opens_the_next_meeting_of(process)
        self.follows("Toinen päivä, aika tai paikka")
        self.writes("Päivä", to.isoformat())
        self.writes("Aika", clock)
        self.page.locator("main form button.btn").click()
        self.looks()

    def cancels_the_next_meeting(self, process: str, *, by: str, why: str) -> None:
        self.opens_the_next_meeting_of(process)
        self.follows("Peru tapaaminen")
        self.chooses(by)
        self.chooses(why)
        self.presses("Peru tapaaminen")

    def is_ill(self, day: date) -> None:
        """One act for the meetings of a day."""
        self.goes_to("/absence/")
        self.writes("Ensimmäinen poissaolopäivä", day.isoformat())
        self.presses("Katso, mitä tapahtuu")
        self._click(self.page.locator("main form button.btn"))

    def answers_the_enquiry(self, step: str) -> None:
        self.goes_to("/today/")
        self._click(
            self.card("Odottaa sinua").locator("li", has_text="Yhteydenotto").get_by_role("link").first
        )
        self.presses(step)

    def starts_what_was_mapped(
        self, name: str, *, members: str, payer: str, price: str, first: str, clock: str
    ) -> None:
        """From the page of a process that is being mapped, over the short path."""
        self.follows("Aloita ilman tarjousta ja sopimusta")
        self.writes("Prosessin nimi", name)
        self.chooses("Ryhmätyönohjaus")
        self.picks("Kokoonpano", "sama tiimi, sama työ")
        self.writes("Nimet tai nimikirjaimet", members)
        self.chooses("uusi tilaaja")
        self.writes("Uuden tilaajan nimi", payer)
        self.picks("Millainen tilaaja", "kunta")
        self.writes("Kerran hinta, euroa", price)
        self.writes("Viikkoja kertojen välissä", "3")
        self.writes("Ensimmäinen kerta", first)
        self.writes("Aika", clock)
        self.presses("Aloita")

    def enters_the_paper_list(self, process: str, *, absent: str) -> None:
        """The printed list went round in the room; who was there is entered from it."""
        self.opens_the_next_meeting_of(process)
        meeting = self.page.url
        self.follows("Läsnäololista tulostettavaksi")
        self.goes_to(meeting)
        self._field(absent, None).uncheck()
        self.chooses("Kirjattu paperilistasta")
        self.presses("Tallenna valitut")

    def hands_a_slip_to(self, process: str, member: str) -> str:
        """Print a slip. Gives the code on it."""
        self.opens_process(process)
        self.goes_to(self.page.url + "ways-in/")
        self.follows(f"Muuta {member}")
        self.presses("Tee tulostettava lappu")
        return self.page.locator(".slip .code").inner_text()

    def names_as_substitute(self, colleague: str) -> None:
        self.goes_to("/substitutes/")
        self.picks("Oman talon henkilö", colleague)
        self.presses("Nimeä sijaiseksi")

    def stands_in_for(self, colleague: str, *, on: date) -> None:
        self.goes_to("/standing-in/")
        self.follows(f"On poissa: {colleague}")
        self.writes("Ensimmäinen poissaolopäivä", on.isoformat())
        self.presses("Katso, mitä tapahtuu")
        self._click(self.page.locator("main form button.btn"))

    def sends_the_commissioners_link(self, customer: str, name: str, address: str) -> None:
        self.goes_to("/customers/")
        self.follows(customer)
        self.follows("Lisää yhteyshenkilö")
        self.writes("Nimi", name)
        self.writes("Sähköpostiosoite", address)
        self.presses("Tallenna")
        self.presses(f"Lähetä linkki tilaajan sivulle {name}")

    def sends_the_link_anew(self, customer: str, name: str) -> None:
        """The link that opened the commissioner's page some weeks ago does so no more."""
        self.goes_to("/customers/")
        self.follows(customer)
        self.presses(f"Lähetä linkki tilaajan sivulle {name}")

    def agrees_on_more_dates(self, process: str, *, first: date, clock: str, count: int, weeks: int) -> None:
        self.does("Sovi lisää päiviä", process)
        self.writes("Ensimmäinen kerta", first.isoformat())
        self.writes("Aika", clock)
        self.writes("Kertojen määrä", str(count))
        self.writes("Viikkoja kertojen välissä", str(weeks))
        self.presses("Näytä päivät")
        self.presses("Tallenna päivät")

    def goes_on_with(self, process: str, *, price: str, from_on: date, clock: str) -> None:
        """Jatketaan: the same people, a new price, new dates."""
        self.does("Jatketaan", process)
        self.writes("Voimassa alkaen", from_on.isoformat())
        self.writes("Kerran hinta, euroa", price)
        self.writes("Ensimmäinen kerta", from_on.isoformat())
        self.writes("Aika", clock)
        self.presses("Jatketaan näillä ehdoilla")

    def pauses(self, process: str) -> None:
        self.does("Tauko", process)
        self.presses("Tauko")

    def ends_early(self, process: str, *, why: str) -> None:
        self.does("Päättäminen kesken", process)
        self.chooses(why)
        self.presses("Päätä kesken")

    def closes(self, process: str) -> None:
        self.does("Kohti päätöstä", process)
        self.presses("Päätä prosessi")

    def closes_in_time(self, process: str) -> None:
        """The last evaluation has been held, and what was held is invoiced."""
        self.takes_the_next_step_with(process)
        self.presses("Arviointi on käyty tai jätetään väliin")
        self.presses("Päätä prosessi")

    def takes_a_break(self, from_on: date, until_on: date) -> None:
        self.goes_to("/breaks/")
        self.writes("Ensimmäinen päivä", from_on.isoformat())
        self.writes("Viimeinen päivä", until_on.isoformat())
        self.presses("Lisää")

    def takes_her_data_along(self) -> str:
        """Download one's own data as a file. Gives what is in it."""
        self.goes_to("/me/")
        with self.page.expect_download() as coming:
            self.page.get_by_role("link", name="Ota tietosi mukaan tiedostona").click()
        return Path(coming.value.path()).read_text(encoding="utf-8")

    def marks_as_invoiced(self, payer: str, number: str) -> None:
        """Copy the lines of the payer's first open month, and mark it with the number of one's own program."""
        self.goes_to("/to-invoice/")
        self.follows(f"Kopioi ja merkitse laskutetuksi: {payer}")
        self.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.presses("Kopioi")
        expect(self.page.get_by_role("button", name="Kopioitu")).to_be_visible()
        self.writes("Laskun numero omassa ohjelmassasi", number)
        self.presses("Merkitse laskutetuksi")

    def marks_every_month_as_invoiced(self, payer: str, number: str) -> None:
        self.goes_to("/to-invoice/")
        months = self.page.get_by_role("link", name=named(f"Kopioi ja merkitse laskutetuksi: {payer}"))
        for month in range(1, months.count() + 1):
            self._click(months.first)
            self.writes("Laskun numero omassa ohjelmassasi", f"{number}-{month}")
            self.presses("Merkitse laskutetuksi")
            self.goes_to("/to-invoice/")


class Stranger(Somebody):
    """Someone who does not know us yet."""

    def asks_on_the_public_page(
        self, slug: str, address: str, *, whom: str = "Tiimille tai ryhmälle"
    ) -> None:
        self.goes_to(f"/p/{slug}/")
        self.writes("Nimi", "Maija L.")
        self.writes("Puhelin tai sähköposti", address)
        self.picks("Kenelle työnohjausta mietitään?", whom)
        self.page.wait_for_timeout(4_000)  # what is sent within three seconds was not written by a person
        self.presses("Lähetä")
        self.sees("Kiitos, viestisi on tullut perille")


class Supervisee(Somebody):
    """Someone who is supervised, on a phone of their own."""

    def comes_in_with_a_slip(self, code: str, *, digits: str) -> None:
        self.goes_to("/in/")
        self.writes("Lapussasi oleva koodi", code)
        self.presses("Tule sisään")
        self.follows("Valitse kuusi numeroa")
        self.writes("Kuusi numeroasi", digits)
        self.writes("Samat kuusi numeroa uudelleen", digits)
        self.presses("Käytä näitä numeroita")

    def comes_again_with_her_digits(self, digits: str) -> None:
        self.window.context.clear_cookies(name="tuokio_session")
        self.goes_to("/sign-in/digits/")
        self.writes("Kuusi numeroasi", digits)
        self.presses("Kirjaudu")

    def says_of_the_next_meeting(self, answer: str) -> None:
        self.goes_to("/home/")
        self.presses(answer)


class Commissioner(Somebody):
    """Who orders and pays."""

    def comes_through_the_door(self, address: str, post: Post) -> None:
        """The link in the mail, then the code in the next mail."""
        found = re.search(r"http\S+", post.newest(address))
        assert found
        self.goes_to(found[0])
        self.presses("Lähetä minulle koodi")
        self.writes("Koodi", self.reads_the_code_from(post, address))
        self.presses("Avaa sivu")


def nothing_was_mailed() -> None:
    assert not Letter.objects.filter(state=Letter.State.SENT).exists()
