"""The night's work: every part is tried, each one's outcome is kept, the exit code tells."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.cast import MORNING, person, solo_practice
from tuokio.kit.models import Letter
from tuokio.retention import keys, nightly
from tuokio.retention.models import BackupRun, BackupSetting, Feedback, NightlyRun
from tuokio.retention.nightly import every_night, work_through_the_night
from tuokio.retention.usecases import answer_feedback, choose_folder, give_feedback, remind_of_feedback

PASSPHRASE = "correct horse battery"
BOTH = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture(autouse=True)
def no_further_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nightly, "_further", {})


@BOTH
def test_every_part_is_done_and_remembered():
    asked: list[datetime] = []
    every_night("continuations", asked.append)
    assert work_through_the_night(at=MORNING).went_well
    assert asked == [MORNING]
    runs = dict(NightlyRun.objects.values_list("task", "outcome"))
    assert runs == dict.fromkeys(
        (
            "backup",
            "offers",
            "date polls",
            "waves",
            "summaries",
            "out of the room",
            "rounds",
            "erase",
            "parted",
            "sealed",
            "announce",
            "clear",
            "feedback",
            "places",
            "asks",
            "witness",
            "requests",
            "day after",
            "remote rooms",
            "reminders",
            "sweep",
            "continuations",
        ),
        "done",
    )


@BOTH
def test_a_part_that_fails_stops_no_other_and_is_told_by_the_exit_code():
    def fails(at: datetime) -> None:
        raise RuntimeError("Bertta S.")

    after: list[datetime] = []
    every_night("breaks", fails)
    every_night("after it", after.append)
    with pytest.raises(CommandError):
        call_command("nightly")
    assert len(after) == 1
    assert NightlyRun.objects.get(task="breaks").outcome == "failed"
    assert NightlyRun.objects.get(task="erase").outcome == "done"


@BOTH
def test_the_log_names_the_part_and_no_content(caplog: pytest.LogCaptureFixture):
    def fails(at: datetime) -> None:
        raise RuntimeError("Bertta S.")

    every_night("breaks", fails)
    work_through_the_night(at=MORNING)
    assert "breaks" in caplog.text and "RuntimeError" in caplog.text
    assert "Bertta" not in caplog.text


@BOTH
def test_without_a_folder_there_is_no_copy_and_no_fault():
    assert work_through_the_night(at=MORNING).went_well
    assert not BackupRun.objects.exists()


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
@pytest.mark.usefixtures("second_connections")
def test_with_a_folder_and_a_key_each_night_leaves_a_copy(tmp_path: Path):
    practice = solo_practice()
    choose_folder(folder=tmp_path, passphrase=PASSPHRASE, by=person("aino"), practice=practice, at=MORNING)
    assert work_through_the_night(at=MORNING).went_well
    assert work_through_the_night(at=MORNING + timedelta(days=1)).went_well
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "tuokio-2026-11-24-0900.age",
        "tuokio-2026-11-25-0900.age",
        "tuokio-erased.txt",
        "tuokio-key.age",
        "tuokio-keys-2026-11-24-0900.age",
        "tuokio-keys-2026-11-25-0900.age",
    ]
    assert BackupRun.objects.filter(outcome="made").count() == 2


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
@pytest.mark.usefixtures("second_connections")
def test_a_stick_that_is_out_fails_the_night_but_not_its_other_parts(tmp_path: Path):
    BackupSetting.objects.create(folder=str(tmp_path / "out"), recipient=keys.new_identity(at=MORNING)[1])
    night = work_through_the_night(at=MORNING)
    assert night.outcomes["backup"] == "failed"
    assert night.outcomes["clear"] == "done"
    assert BackupRun.objects.get().outcome == "no_folder"


@BOTH
def test_a_folder_that_has_a_key_is_taken_over_with_its_passphrase(tmp_path: Path):
    given = {"by": person("aino"), "practice": solo_practice(), "at": MORNING}
    first = choose_folder(folder=tmp_path, passphrase=PASSPHRASE, **given)
    again = choose_folder(folder=tmp_path, passphrase=PASSPHRASE, **given)
    assert again.recipient == first.recipient
    with pytest.raises(keys.KeyTrouble, match="does not open"):
        choose_folder(folder=tmp_path, passphrase="something else entirely", **given)


@BOTH
def test_feedback_that_waits_is_reminded_of_once_on_the_tenth_day():
    give_feedback(message="Ei aukea", reply_to="", language="fi", practice=solo_practice(), at=MORNING)
    assert remind_of_feedback(at=MORNING + timedelta(days=9)) == 0
    assert remind_of_feedback(at=MORNING + timedelta(days=10)) == 1
    assert remind_of_feedback(at=MORNING + timedelta(days=11)) == 0
    letter = Letter.objects.get()
    assert letter.to == "aino@example.org"
    assert "Ei aukea" not in letter.text + letter.subject


@BOTH
def test_answered_feedback_is_not_reminded_of():
    feedback = give_feedback(message="x", reply_to="", language="fi", practice=None, at=MORNING)
    assert feedback.practice is None
    practice = solo_practice()
    feedback = give_feedback(message="x", reply_to="", language="fi", practice=None, at=MORNING)
    assert feedback.practice == practice  # whoever was first keeps the installation
    answer_feedback(feedback=feedback, by=person("aino"), at=MORNING)
    answer_feedback(feedback=feedback, by=person("outi"), at=MORNING + timedelta(days=1))
    assert Feedback.objects.get(pk=feedback.pk).answered_by == person("aino")
    assert remind_of_feedback(at=MORNING + timedelta(days=20)) == 0
