"""What is sealed goes only after the end, announced thirty days ahead; it is put off, and a journal never goes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.cast import person, process_of
from tests.vault.asking import Asker
from tuokio.audit.models import ChainLink, Entry
from tuokio.kit import clock
from tuokio.kit.models import Letter
from tuokio.retention.models import RetentionSetting
from tuokio.retention.usecases import change_keeping
from tuokio.supervision.models import Process
from tuokio.terms.vault_words import SpaceKind
from tuokio.terms.words import ProcessState
from tuokio.vault import ledger
from tuokio.vault.domain.keeping import kept_until, months_after, put_off
from tuokio.vault.keys.models import Wrap
from tuokio.vault.models import Document, Leaving, Space
from tuokio.vault.usecases.keeping import announce_leaving, erase_due, see_to_sealed

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
ENDED = datetime(2027, 1, 12, 9, 0, tzinfo=UTC)
ANNOUNCED = datetime(2027, 3, 13, 2, 0, tzinfo=UTC)  # thirty days before 12.4.
DUE = datetime(2027, 4, 12, 2, 0, tzinfo=UTC)


@pytest.fixture
def aino() -> Asker:
    """Aino has notes of a process, a group's notes, and a journal."""
    found = Asker(person("aino"))
    found.opens_an_account()
    process = process_of(person("aino"))
    for kind, of in (("own", process.pk), ("group", process.pk), ("journal", None)):
        space = str(uuid4())
        assert found.founds(kind, of, space_id=space).status_code == 200
        assert found.keeps(space, "Yövuoro", document_id=str(uuid4())).status_code == 200
    return found


def ends(at: datetime = ENDED, state: ProcessState = ProcessState.CLOSED) -> None:
    Process.objects.update(state=state, state_since=at)


def kinds() -> list[str]:
    return sorted(Space.objects.values_list("kind", flat=True))


def own(aino: Asker) -> dict[str, object]:
    return next(one for one in aino.asks("GET", "spaces").json()["spaces"] if one["kind"] == "own")


def puts_off(aino: Asker):
    return aino.asks("POST", f"spaces/{own(aino)['id']}/postpone")


@pytest.mark.parametrize(
    ("kind", "until"),
    [(SpaceKind.OWN, date(2027, 2, 28)), (SpaceKind.GROUP, date(2027, 5, 30)), (SpaceKind.JOURNAL, None)],
)
def test_the_time_runs_from_the_end_of_the_process(kind, until):
    assert kept_until(kind, date(2026, 11, 30)) == until


def test_it_is_put_off_by_three_months_and_never_beyond_a_year():
    ended = date(2027, 1, 12)
    assert put_off(date(2027, 4, 12), ended) == date(2027, 7, 12)
    assert put_off(date(2027, 11, 12), ended) == date(2028, 1, 12)
    assert put_off(date(2028, 1, 12), ended) is None
    assert months_after(date(2027, 12, 31), 2) == date(2028, 2, 29)


def test_nothing_is_announced_while_the_process_goes_on_or_before_its_time(aino):
    assert see_to_sealed(DUE + timedelta(days=900)) == (0, 0)
    ends()
    assert announce_leaving(ANNOUNCED - timedelta(days=1)) == 0
    assert announce_leaving(ANNOUNCED) == 1
    assert announce_leaving(ANNOUNCED) == 0  # once
    assert Leaving.objects.get().goes_on == date(2027, 4, 12)


@pytest.mark.parametrize("state", [ProcessState.CLOSED, ProcessState.DECLINED, ProcessState.ERASED])
def test_it_is_erased_on_its_day_and_not_before_with_its_keys_and_a_line_in_the_ledger(
    aino, state, django_capture_on_commit_callbacks
):
    ends(state=state)
    space = Space.objects.get(kind="own").pk
    see_to_sealed(ANNOUNCED)
    assert erase_due(DUE - timedelta(days=1)) == 0
    assert Wrap.objects.filter(space_id=space).exists()

    with django_capture_on_commit_callbacks(execute=True):
        assert erase_due(DUE) == 1

    assert kinds() == ["group", "journal"]
    assert not Wrap.objects.filter(space_id=space).exists() and Document.objects.count() == 2
    assert ledger.Line(DUE.date(), ledger.ErasedKind.SPACE, space) in ledger.known()
    entry = Entry.objects.get(act="space erased")
    assert (entry.about_id, entry.detail) == (str(space), {"kind": "own", "documents": 1})
    assert ChainLink.objects.order_by("-seq").first() is not None
    assert erase_due(DUE) == 0


def test_the_time_is_that_of_closing_even_after_what_is_plain_was_erased(aino):
    process = Process.objects.get()
    process.state_changes.create(event="close", from_state="closing", to_state="closed", at=ENDED)
    ends(ENDED + timedelta(days=45), ProcessState.ERASED)
    assert announce_leaving(ANNOUNCED) == 1
    assert own(aino)["keptUntil"] == "2027-04-12"


def test_who_slept_a_year_is_told_thirty_days_ahead_all_the_same(aino):
    ends()
    late = ENDED + timedelta(days=500)
    assert see_to_sealed(late) == (0, 2)
    assert see_to_sealed(late + timedelta(days=29)) == (0, 0)
    assert see_to_sealed(late + timedelta(days=30)) == (2, 0)
    assert kinds() == ["journal"]


def test_put_off_it_stays_and_is_announced_again_until_the_year_is_over(aino):
    ends()
    announce_leaving(ANNOUNCED)
    assert own(aino)["leaving"] == {"on": "2027-04-12", "postponable": True}

    assert puts_off(aino).json()["keptUntil"] == "2027-07-12"
    assert puts_off(aino).json()["keptUntil"] == "2027-07-12"  # twice is once
    assert own(aino)["leaving"] is None
    assert erase_due(DUE + timedelta(days=60)) == 0
    assert announce_leaving(datetime(2027, 6, 12, 2, tzinfo=UTC)) == 2  # and the group's, for the first time
    for month, until in ((6, "2027-10-12"), (9, "2028-01-12")):
        announce_leaving(datetime(2027, month, 13, 2, tzinfo=UTC))
        assert puts_off(aino).json()["keptUntil"] == until
    announce_leaving(datetime(2027, 12, 13, 2, tzinfo=UTC))
    answer = puts_off(aino)
    assert (answer.status_code, answer.json()) == (409, {"refused": "kept-longest"})
    assert own(aino)["leaving"] == {"on": "2028-01-12", "postponable": False}


def test_when_the_process_goes_on_nothing_goes_and_the_time_runs_anew(aino):
    ends()
    announce_leaving(ANNOUNCED)
    Process.objects.update(state=ProcessState.RUNNING)
    assert see_to_sealed(DUE) == (0, 0) and not Leaving.objects.exists()

    ends()
    announce_leaving(ANNOUNCED)
    ends(DUE - timedelta(days=1))  # went on and ended again between two nights
    assert see_to_sealed(DUE) == (0, 0) and not Leaving.objects.exists()
    assert kinds() == ["group", "journal", "own"]


def test_a_stranger_puts_nothing_off(aino):
    ends()
    announce_leaving(ANNOUNCED)
    answer = Asker(person("bertta")).asks("POST", f"spaces/{own(aino)['id']}/postpone")
    assert (answer.status_code, answer.json()) == (404, {"refused": "not-there"})


def test_the_mail_says_that_something_waits_and_comes_once_a_night(aino):
    process = Process.objects.get()
    ends()
    late = ENDED + timedelta(days=500)
    assert announce_leaving(late) == 2  # own and the group's
    letter = Letter.objects.get(kind="notes leaving")
    assert letter.to == person("aino").email
    said = letter.subject + letter.text
    assert not any(
        word in said
        for word in (process.name, "Yövuoro", *map(str, Space.objects.values_list("pk", flat=True)))
    )


def test_each_space_says_how_long_it_is_kept(aino):
    told = {
        one["kind"]: (one["keptMonths"], one["keptUntil"])
        for one in aino.asks("GET", "spaces").json()["spaces"]
    }
    assert told == {"own": (3, None), "group": (6, None), "journal": (None, None)}
    ends(clock.now())
    until = kept_until(SpaceKind.OWN, clock.today())
    assert until is not None and own(aino)["keptUntil"] == until.isoformat()


# --- what the practice chooses -----------------------------------------------------------------------------------


def chooses(**months: int) -> None:
    practice = Process.objects.get().practice
    change_keeping(practice=practice, by=person("aino"), at=clock.now(), **months)


def told(aino: Asker) -> dict[str, object]:
    return {one["kind"]: one["keptMonths"] for one in aino.asks("GET", "spaces").json()["spaces"]}


def test_a_practice_chooses_for_how_long_and_each_space_says_it(aino):
    chooses(own_notes_months=1, group_notes_months=12)
    assert told(aino) == {"own": 1, "group": 12, "journal": None}
    (group,) = Space.objects.filter(kind="group").values_list("pk", flat=True)
    assert aino.asks("GET", f"spaces/{group}").json()["keptMonths"] == 12
    ends()
    assert announce_leaving(ENDED + timedelta(days=1)) == 1
    assert Leaving.objects.get().goes_on == date(2027, 2, 12)


@pytest.mark.parametrize(
    "kept", [{"own_notes_months": 0}, {"own_notes_months": 13}, {"group_notes_months": 2}]
)
def test_no_practice_chooses_outside_the_bounds(aino, kept):
    with pytest.raises(ValueError, match="is not between"):
        chooses(**kept)
    with pytest.raises(IntegrityError), transaction.atomic():
        RetentionSetting.objects.create(practice=Process.objects.get().practice, **kept)


def test_a_shorter_time_erases_nothing_that_was_not_announced_thirty_days_ahead(aino, monkeypatch):
    ends()
    chosen_at = ENDED + timedelta(days=50)  # longer ago than the new time, and not announced yet
    chooses(own_notes_months=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: chosen_at)
    later, in_thirty_days = Asker(person("aino")), (chosen_at + timedelta(days=30)).date()
    assert own(later)["keptUntil"] == in_thirty_days.isoformat()  # no day that has passed

    assert see_to_sealed(chosen_at) == (0, 1)
    row = Leaving.objects.get()
    assert row.goes_on == in_thirty_days
    assert Letter.objects.filter(kind="notes leaving").count() == 1
    for days in range(1, 30, 7):
        assert erase_due(chosen_at + timedelta(days=days)) == 0
    assert erase_due(chosen_at + timedelta(days=30)) == 1


def test_a_day_that_was_announced_comes_no_earlier_by_a_shorter_time(aino):
    ends()
    announce_leaving(ANNOUNCED)
    chooses(own_notes_months=1)
    assert see_to_sealed(ANNOUNCED + timedelta(days=1)) == (0, 0)
    assert Leaving.objects.get().goes_on == date(2027, 4, 12)


def test_a_longer_time_is_heard_even_on_the_last_night_and_announced_anew(aino):
    ends()
    announce_leaving(ANNOUNCED)
    chooses(own_notes_months=12)
    assert see_to_sealed(DUE)[0] == 0
    row = Leaving.objects.get(space__kind="own")
    assert (row.goes_on, row.told_at) == (date(2028, 1, 12), None)
    assert own(aino)["leaving"] is None and own(aino)["keptUntil"] == "2028-01-12"
    announce_leaving(datetime(2027, 12, 14, 2, tzinfo=UTC))
    assert puts_off(aino).status_code == 409  # a year after the end is the most


def test_a_list_of_spaces_asks_once_a_practice_for_how_long(aino):
    for number in range(5):
        process = process_of(person("aino"), name=f"Ryhmä {number}")
        aino.founds("own", process.pk)
    with CaptureQueriesContext(connection) as asked:
        assert aino.asks("GET", "spaces").status_code == 200
    assert sum("retention_retentionsetting" in one["sql"] for one in asked) == 1
