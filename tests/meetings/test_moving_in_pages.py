"""Moving in through the front door: fourteen running processes, what is doubted, and what bad days bring."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.cast import person, process_of, solo_practice
from tuokio.config import command_line
from tuokio.meetings.domain.moving_in_rows import HELD
from tuokio.meetings.domain.proposal import (
    ColumnDoubt,
    DoubtCode,
    Field,
    ReadDate,
    SkipCode,
    Unreadability,
)
from tuokio.meetings.models import Charge, Meeting, MovingIn
from tuokio.meetings.moving_in_labels import COLUMN_DOUBTS, DOUBTS, FIELDS, SKIPPED, UNREADABLE
from tuokio.meetings.usecases.bringing_in import Brought, RowRefused, bring_in, forget_expired
from tuokio.people.models import Organisation
from tuokio.people.usecases import found_practice
from tuokio.supervision.models import AgreementPaper, Process
from tuokio.supervision.usecases import Agreed
from tuokio.terms.meeting_words import MeetingState
from tuokio.terms.words import OrganisationKind, PracticeKind, ProcessState

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
SAMPLES = Path(__file__).parent.parent / "data" / "moving_in"
TITLES = "Nimi\tMuoto\tTilaaja\tKesto\tHinta\tAlv\tVäli\tSovittu\tPidetty\tSeuraavat"
PLAIN = "Iltavuoro\tryhmä\tPuropolun hoivakoti\t75\t180,00\t25,5 %\t4\t10\t3\t24.11.2026 klo 13.00"


@pytest.fixture(autouse=True)
def that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Saturday 21 November 2026, ten in the morning."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def browser(client: Client) -> Client:
    """Aino's, in English."""
    aino = person("aino", language="en")
    solo_practice(aino)
    client.force_login(aino)
    return client


class Filled(HTMLParser):
    """What a browser would send from the page's main form."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self.forms = 0
        self.select = self.area = ""
        self.feed(html)

    def put(self, name: str, value: str) -> None:
        self.sent.setdefault(name, []).append(value)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        has = dict(attrs)
        name, kind = has.get("name", ""), has.get("type", "")
        if tag == "input" and name and (kind not in {"radio", "checkbox"} or "checked" in has):
            self.put(name, has.get("value", "on" if kind == "checkbox" else "") or "")
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in has:
            self.put(self.select, has.get("value") or "")
        elif tag == "textarea":
            self.area = name
            self.put(name, "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        elif tag == "textarea":
            value = self.sent[self.area][-1].removeprefix("\n")
            self.sent[self.area][-1] = value.replace("\n", "\r\n")  # as browsers do
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.sent[self.area][-1] += data


def shown(browser: Client, address: str) -> dict[str, Any]:
    return dict(Filled(browser.get(address).text).sent)


def pasted(browser: Client, *rows: str) -> str:
    answer = browser.post("/moving-in/", {"way": "paste", "paste-text": "\n".join((TITLES, *rows))})
    assert answer.status_code == 302, answer.text
    return str(answer["Location"])


def sample(browser: Client, name: str) -> str:
    file = SimpleUploadedFile(name, (SAMPLES / name).read_bytes())
    answer = browser.post("/moving-in/", {"way": "file", "file-file": file})
    return str(answer["Location"])


def saved(browser: Client, address: str, go: str = "save", **changed: Any) -> None:
    typed = shown(browser, address) | {name.replace("__", "-"): value for name, value in changed.items()}
    answer = browser.post(address, {**typed, "go": go})
    assert answer.status_code == 302


def brought(browser: Client, address: str, **changed: Any) -> Any:
    page = f"{address}confirmation/"
    return browser.post(page, shown(browser, page) | changed, follow=True)


def rows() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = MovingIn.objects.get().rows
    return found


# --- fourteen -----------------------------------------------------------------------------------------------


def test_fourteen_processes_come_in_from_the_sheet_once_their_doubts_are_answered(browser):
    address = sample(browser, "neljatoista.xlsx")
    page = browser.get(address).text
    assert "The list says nothing of: Weeks between meetings." in page
    assert "Huom.: notes are never read in" in page
    assert "In the list: “1.200”. The number can mean two different amounts, so it was left empty." in page
    assert "In the list: “ryhmä / työyhteisö”. More than one form is named. Choose the right one." in page
    assert "Perhaps the same as “Hoitajat, Pihlaja” on row 4." in page
    assert "Row 20: row of sums – Yhteensä" in page

    answers: dict[str, Any] = {f"r{number}__right": "on" for number in range(15)}
    answers |= {
        "r14__fate": "skip",
        "r10__form": "group",
        "r12__form": "group",
        "r12__price": "250",
        "r13__price": "120",
        "r6__vat_code": "exempt_education",
        "r7__vat_code": "exempt_education",
    }
    saved(browser, address, **answers)
    answer = brought(browser, address, all_on_paper="on")

    assert "14 processes came in" in answer.text
    assert Process.objects.filter(state=ProcessState.RUNNING, brought_in_at=NOW).count() == 14
    assert AgreementPaper.objects.filter(kind="at_my_place").count() == 14
    assert Organisation.objects.count() == 7
    assert Organisation.objects.get(name="Kaislarannan seurakunta").kind == OrganisationKind.CHURCH
    assert Charge.objects.count() == 0
    first = Process.objects.get(name="Hoitajat, Pihlaja")
    term = first.terms.get()
    assert (term.minutes, term.planned, term.price_cents, term.interval_weeks) == (75, 10, 18000, 4)
    assert (term.held_before, term.starts_on, term.order_number) == (0, date(2026, 9, 2), "PP-4471")
    assert [(one.state, one.time_known) for one in first.meetings.all()] == [
        (MeetingState.HELD, False),
        (MeetingState.HELD, False),
        (MeetingState.HELD, False),
        (MeetingState.PLANNED, True),
    ]
    assert first.members.count() == 6
    deacons = Process.objects.get(name="Diakonit")
    assert deacons.terms.get().held_before == 17
    assert {member.name for member in deacons.members.all()} == {"Anneli", "Birgit", "Kauko"}
    assert "HOITAJAT, PIHLAJA" in answer.text  # told among what was left out


def test_sending_the_page_as_it_is_answers_no_doubt(browser):
    address = sample(browser, "neljatoista.xlsx")
    before = [len(row["doubts"]) for row in rows()]

    saved(browser, address)

    page = browser.get(address).text
    assert "14 ask for something" not in page or "0 ready" not in page
    forms = rows()
    assert [len(row["doubts"]) for row in forms] == before
    for row in forms:
        for doubt in row["doubts"]:
            assert row["values"].get(doubt["field"], "") == row["read"].get(doubt["field"], "")


def test_every_doubt_of_every_row_is_said_in_words():
    assert set(DoubtCode) <= set(DOUBTS)
    assert (set(ColumnDoubt), set(Field)) == (set(COLUMN_DOUBTS), set(FIELDS))
    assert (set(SkipCode), set(Unreadability)) == (set(SKIPPED), set(UNREADABLE))


def test_a_plain_row_is_ready_at_once_and_comes_in(browser):
    address = pasted(browser, PLAIN)
    assert "1 ready" in browser.get(address).text

    brought(browser, address)

    process = Process.objects.get()
    assert (process.name, process.state) == ("Iltavuoro", ProcessState.RUNNING)
    assert process.terms.get().held_before == 3
    (meeting,) = process.meetings.with_number()
    assert (meeting.number, meeting.starts_at) == (4, datetime(2026, 11, 24, 11, 0, tzinfo=UTC))


def test_a_row_with_a_doubt_stays_until_it_is_answered(browser):
    address = pasted(
        browser,
        PLAIN,
        PLAIN.replace("Iltavuoro", "Aamuvuoro").replace("180,00", "1.200").replace("klo 13", "klo 9"),
    )

    brought(browser, address)
    assert [process.name for process in Process.objects.all()] == ["Iltavuoro"]
    assert "Aamuvuoro" in browser.get(f"{address}result/").text

    saved(browser, address, r1__price="120")
    brought(browser, address)
    assert Process.objects.count() == 2


def test_a_price_that_is_missing_cannot_be_confirmed_away(browser):
    address = pasted(browser, PLAIN.replace("180,00", ""))
    saved(browser, address, r0__right="on")

    brought(browser, address)

    assert Process.objects.count() == 0
    assert "Write the price in euros. A free one is 0." in browser.get(address).text


def test_a_column_read_wrongly_is_chosen_by_hand_and_what_was_typed_stays(browser):
    address = pasted(browser, PLAIN)
    saved(browser, address, r0__name="Iltavuoron väki")
    typed = shown(browser, address)
    columns = {name: value for name, value in typed.items() if name.startswith("columns-")}

    browser.post(f"{address}columns/", columns | {"columns-of_0_8": "order_number"})

    (row,) = rows()
    assert row["values"]["order_number"] == "3"
    assert "held" not in row["values"]
    assert row["values"]["name"] == "Iltavuoron väki"


def test_notes_are_not_even_kept(browser):
    sample(browser, "neljatoista.xlsx")

    kept = MovingIn.objects.get()
    assert "sovitaan" not in repr((kept.rows, kept.tables, kept.skipped, kept.sheets))


def test_a_calendar_becomes_processes_with_held_and_coming_dates(browser):
    address = sample(browser, "neljatoista.ics")
    page = browser.get(address).text
    assert "Past dates were taken as held. Take out those that were not." in page
    assert "This does not look like supervision, so it is left out unless you choose otherwise." in page

    saved(browser, address, r8__right="on", r8__price="165", r8__payer="Yhdessä kotiin ry")
    brought(browser, address)

    process = Process.objects.get()
    assert process.name == "Vapaaehtoisten ohjaajat (ryhmä)"
    assert process.meetings.held().count() == 3
    assert process.meetings.ahead().count() == 6
    assert process.terms.get().planned == 9


def test_past_dates_of_a_calendar_may_be_left_to_be_marked(browser):
    address = sample(browser, "neljatoista.ics")
    saved(browser, address, r8__right="on", r8__price="165", r8__past="later")
    brought(browser, address)

    assert Process.objects.get().meetings.ahead().count() == 9


# --- duplicates ---------------------------------------------------------------------------------------------


def test_a_process_that_is_here_already_is_asked_about(browser):
    process_of(person("aino"), name="Iltavuoro")
    address = pasted(browser, PLAIN)
    assert "“Iltavuoro” is in Tuokio already." in browser.get(address).text

    brought(browser, address)
    assert Process.objects.count() == 1

    saved(browser, address, r0__fate="bring")
    brought(browser, address)
    assert Process.objects.count() == 2


# --- states, money, dates -----------------------------------------------------------------------------------


def test_a_process_comes_into_any_state(browser):
    states = [state for state in ProcessState if state is not ProcessState.ERASED]
    plain = PLAIN.replace("24.11.2026 klo 13.00", "")
    address = pasted(browser, *(plain.replace("Iltavuoro", f"Ryhmä {state}") for state in states))
    saved(browser, address, **{f"r{number}__state": state.value for number, state in enumerate(states)})

    brought(browser, address)

    assert {process.state for process in Process.objects.all()} == set(states)
    assert all(process.current_term.held_before == 3 for process in Process.objects.all())


def test_no_dates_are_planned_into_a_paused_process(browser):
    address = pasted(browser, PLAIN)
    saved(browser, address, r0__state="paused")

    assert "No meetings can be planned in the state “paused”." in browser.get(address).text


def test_held_dates_are_charged_only_for_the_month_that_is_ticked(browser):
    address = pasted(browser, PLAIN.replace("\t3\t", "\t28.9.2026, 26.10.2026, 9.11.2026\t"))
    saved(browser, address, r0__to_invoice=["2026-11"])

    brought(browser, address)

    (charge,) = Charge.objects.all()
    assert (charge.on, charge.net_cents, charge.payment) == (date(2026, 11, 9), 18000, "open")


def test_a_closed_process_leaves_nothing_to_invoice(browser):
    address = pasted(browser, PLAIN.replace("\t3\t24.11.2026 klo 13.00", "\t9.11.2026\t"))
    saved(browser, address, r0__to_invoice=["2026-11"], r0__state="closed")

    assert "What is still to invoice keeps a process open." in browser.get(address).text
    brought(browser, address)
    assert Process.objects.count() == 0


def test_the_rest_follows_the_last_date_by_its_rhythm(browser):
    address = pasted(browser, PLAIN)
    saved(browser, address, r0__rest="on")

    brought(browser, address)

    ahead = [meeting.local_start for meeting in Process.objects.get().meetings.ahead()]
    assert len(ahead) == 7
    assert {start.strftime("%a %H.%M") for start in ahead} == {"Tue 13.00"}


def test_a_row_by_hand_reproaches_nothing_before_it_is_sent(browser):
    answer = browser.post("/moving-in/", {"way": "hand"}, follow=True)
    address = answer.redirect_chain[-1][0]
    assert 'class="error"' not in answer.text

    saved(browser, address)
    assert "Give the process a name; initials are enough." in browser.get(address).text

    saved(
        browser,
        address,
        go="add",
        r0__name="T. K.",
        r0__form="individual",
        r0__minutes="60",
        r0__price="110",
        r0__planned="10",
        r0__held="4",
        r0__interval_weeks="3",
        r0__coming="1.12.2026 9.00",
    )
    assert len(rows()) == 2
    brought(browser, address)
    process = Process.objects.get()
    assert (process.payer, [member.name for member in process.members.all()]) == (None, ["T. K."])


def test_an_internal_unit_is_not_asked_for_money(client):
    aino = person("aino", language="en")
    found_practice(name="Yksikkö", kind=PracticeKind.INTERNAL, owner=aino, at=NOW)
    client.force_login(aino)
    address = pasted(client, PLAIN)
    assert "r0-price" not in client.get(address).text

    brought(client, address)

    assert Process.objects.get().terms.get().price_cents is None


def test_all_come_in_or_none():
    aino = person("aino")
    practice = solo_practice(aino)
    agreed = Agreed(minutes=60, planned=10, starts_on=date(2026, 9, 1), price_cents=1)
    good = Brought(name="Hyvä", form="group", agreed=agreed, payer_name="Uusi tilaaja")
    bad = Brought(name="Huono", form="group", agreed=agreed, coming=(ReadDate(date(2999, 1, 1)),))

    with pytest.raises(RowRefused) as refused:
        bring_in(practice=practice, supervisor=aino, rows=[good, bad], by=aino, at=NOW)

    assert refused.value.number == 1
    assert (Process.objects.count(), Organisation.objects.count()) == (0, 0)


# --- bad days -----------------------------------------------------------------------------------------------


def test_sent_twice_brings_in_once_and_shows_the_same_result(browser):
    address = pasted(browser, PLAIN)
    page = f"{address}confirmation/"
    form = shown(browser, page)

    first, second = browser.post(page, form), browser.post(page, form)

    assert first["Location"] == second["Location"] == f"{address}result/"
    assert Process.objects.count() == 1


def test_a_second_tab_brings_nothing_in_again(browser):
    address = pasted(browser, PLAIN)
    page = f"{address}confirmation/"
    first, second = shown(browser, page), shown(browser, page)

    browser.post(page, first)
    answer = browser.post(page, second)

    assert "The list was changed in another tab. Nothing was brought in" in answer.text
    assert Process.objects.count() == 1


def test_two_tabs_that_save_are_told_of_each_other(browser):
    address = pasted(browser, PLAIN)
    old = shown(browser, address)
    saved(browser, address, r0__name="Toinen")

    answer = browser.post(address, old | {"r0-name": "Kolmas", "go": "save"}, follow=True)

    assert "The list had been changed in another tab." in answer.text
    assert rows()[0]["values"]["name"] == "Kolmas"


def test_whatever_is_typed_is_kept_and_refused_with_a_sentence(browser):
    address = pasted(browser, PLAIN)
    long, odd = "x" * 20_000, "<script>alert(1)</script> \u202e🙂 \x00 =1+1"
    saved(browser, address, r0__name=long, r0__payer=odd, r0__coming="40.13.2026", r0__price="abc")

    page = browser.get(address).text
    assert long in page
    assert "Ensure this value has at most 120 characters" in page or "at most 120" in page
    assert "“40.13.2026” is not a date." in page
    assert "<script>alert" not in page
    assert rows()[0]["values"]["payer"] == odd.replace("\x00", "")
    brought(browser, address)
    assert Process.objects.count() == 0


def bomb() -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(100 * 1024 * 1024))
    return into.getvalue()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "iso.xlsx": lambda: b"PK\x03\x04" + bytes(50 * 1024 * 1024),
    "pommi.xlsx": bomb,
    "rikki.xlsx": lambda: b"PK\x03\x04 broken",
    "tyhja.csv": lambda: b"",
    "nuls.csv": lambda: bytes(10_000),
    "vanha.xls": lambda: b"\xd0\xcf\x11\xe0" + bytes(600),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_read_is_answered_with_a_sentence(browser, name):
    file = SimpleUploadedFile(name, HOSTILE[name]())
    answer = browser.post("/moving-in/", {"way": "file", "file-file": file})

    assert answer.status_code == 200
    assert any(str(told) in unescape(answer.text) for told in UNREADABLE.values())
    assert MovingIn.objects.count() == 0


def test_a_page_named_as_a_sheet_brings_nothing_in(browser):
    page = b"<!doctype html><html><body><script>alert(1)</script><table><tr><td>x</td></tr></table></body></html>"
    answer = browser.post(
        "/moving-in/", {"way": "file", "file-file": SimpleUploadedFile("lista.xlsx", page)}, follow=True
    )

    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


def test_what_was_pasted_stays_when_it_cannot_be_read(browser):
    text = "\n".join("a\tb" for _ in range(3000))
    answer = browser.post("/moving-in/", {"way": "paste", "paste-text": text})

    assert "There are more than 2000 rows. Leave only the running processes." in answer.text
    assert "a\tb" in answer.text


def test_a_list_is_its_supervisors_own(browser, client):
    address = pasted(browser, PLAIN)
    outi = person("outi")
    client.force_login(outi)

    for part in ("", "confirmation/", "result/"):
        assert client.get(f"{address}{part}").status_code == 404
    assert client.post(f"{address}removal/").status_code == 404


def test_a_list_goes_after_two_weeks(browser):
    address = pasted(browser, PLAIN)

    assert forget_expired(NOW) == 0
    assert forget_expired(datetime(2026, 12, 6, tzinfo=UTC)) == 1
    assert browser.get(address).status_code == 404


def test_a_list_thrown_away_leaves_what_came_in(browser):
    address = pasted(browser, PLAIN)
    brought(browser, address)

    browser.post(f"{address}removal/")

    assert (MovingIn.objects.count(), Process.objects.count(), Meeting.objects.count()) == (0, 1, 1)
    assert HELD == "held"


# --- from the command line ----------------------------------------------------------------------------------


def told(path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    code = command_line.main(["bring-in", str(path), *options])
    printed = capsys.readouterr()
    return code, printed.out + printed.err


@pytest.fixture
def plain_list(tmp_path: Path) -> Path:
    file = tmp_path / "lista.csv"
    doubtful = PLAIN.replace("Iltavuoro", "Aamuvuoro").replace("180,00", "1.200")
    text = "\n".join((TITLES, PLAIN, doubtful)).replace("\t", ";")
    file.write_text(text, "utf-8")
    return file


def test_the_command_brings_in_what_is_plain_and_lists_the_rest(plain_list, capsys):
    solo_practice()

    code, words = told(plain_list, capsys)

    assert code == 2
    assert [process.name for process in Process.objects.all()] == ["Iltavuoro"]
    assert "price: ambiguous_number" in words
    assert "1 of 2 processes were brought in" in words


def test_the_command_only_shows_when_it_is_asked_to(plain_list, capsys):
    solo_practice()

    code, words = told(plain_list, capsys, "--dry-run")

    assert (code, Process.objects.count()) == (2, 0)
    assert "nothing was changed" in words


def test_the_command_asks_which_practice_and_whose(plain_list, tmp_path, capsys):
    assert told(plain_list, capsys)[0] == 1
    practice = solo_practice()
    assert told(plain_list, capsys, "--practice", "ei-ole")[0] == 1
    assert told(plain_list, capsys, "--as", "outi@example.org")[0] == 1
    assert told(tmp_path / "puuttuu.csv", capsys)[0] == 1
    empty = tmp_path / "tyhja.csv"
    empty.write_bytes(b"")
    assert told(empty, capsys, "--practice", practice.slug, "--as", "aino@example.org")[0] == 1
    assert Process.objects.count() == 0
