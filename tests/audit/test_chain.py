"""T20: whatever is changed, taken away, moved or put in between in the chain of entries is found (confidentiality 4)."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from tests.cast import MORNING, person, solo_practice
from tuokio.audit import chain, trail
from tuokio.audit.chained import CHAINED
from tuokio.audit.domain.links import BEFORE_ALL, FIRST, Head, faults_in, hash_after
from tuokio.audit.from_terminal import run_verify
from tuokio.audit.models import Chain, ChainLink, Entry

pytestmark = pytest.mark.django_db
ACTS = ("vault opened", "way to notes added", "space founded", "own data taken", "summary given", "let go")


@pytest.fixture
def heads() -> list[Head]:
    """Six entries, an hour apart; and the chain's head after each, as a witness would have seen it."""
    practice, aino = solo_practice(), person("aino")
    chain_begins_anew()
    seen = []
    for hours, act in enumerate(ACTS):
        trail.record(act, about=practice, by=aino, at=MORNING + timedelta(hours=hours), count=hours)
        seen.append(chain.head())
    assert chain.check(seen).faults == ()
    return seen


def chain_begins_anew() -> None:
    Entry.objects.filter(seq__isnull=False).delete()
    ChainLink.objects.all().delete()
    Chain.objects.all().delete()


def sql(text: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text, values)


def found(*outside: Head) -> list[tuple[int, str]]:
    return [(fault.seq, fault.kind) for fault in chain.check(outside).faults]


def rewritten_from(seq: int) -> None:
    """A thorough forger: every digest after the altered place is reckoned anew, and the end is set to it."""
    prev = ChainLink.objects.filter(seq__lt=seq).values_list("hash", flat=True).last() or BEFORE_ALL
    for link in ChainLink.objects.filter(seq__gte=seq):
        link.prev, link.hash = prev, hash_after(prev, link.row.body)
        sql("UPDATE audit_chainlink SET prev = %s, hash = %s WHERE seq = %s", prev, link.hash, link.seq)
        prev = link.hash
    last = ChainLink.objects.last()
    sql("UPDATE audit_chain SET seq = %s, hash = %s", last.seq, last.hash)


def test_only_acts_of_the_table_are_chained_and_the_chain_names_nobody(heads):
    aino = person("aino")
    trail.record("practice corrected", about=solo_practice(), by=aino, at=MORNING)
    assert [link.act for link in ChainLink.objects.all()] == list(ACTS)
    for link in ChainLink.objects.all():
        assert link.by == chain.pseudonym(aino.pk) != str(aino.pk)
        assert link.hour.minute == 0


def test_an_entry_about_a_person_carries_the_pseudonym_alone():
    aino = person("aino")
    trail.record("vault opened", about=aino, by=aino, at=MORNING)
    link = ChainLink.objects.get()
    assert (link.by, link.about) == (chain.pseudonym(aino.pk), chain.pseudonym(aino.pk))
    assert str(aino.pk) not in repr([*ChainLink.objects.values()])


def test_reading_and_writing_ones_own_notes_is_not_in_the_table():
    words = " ".join(sorted(CHAINED))
    for act in ("document", "note read", "note saved", "note erased", "journal", "searched"):
        assert act not in words


def test_a_changed_entry_is_found(heads):
    sql("UPDATE audit_chainlink SET act = %s WHERE seq = %s", "way to notes removed", 3)
    assert found() == [(3, "changed")]


def test_an_entry_changed_with_all_that_follows_is_found_by_a_head_from_outside(heads):
    sql("UPDATE audit_chainlink SET act = %s WHERE seq = %s", "way to notes removed", 3)
    rewritten_from(3)
    assert found() == []  # a chain alone proves nothing against whoever owns it
    assert found(heads[1]) == []
    assert found(heads[4]) == [(5, "other")]


def test_a_deleted_entry_is_found(heads):
    sql("DELETE FROM audit_chainlink WHERE seq = %s", 4)
    assert found() == [(4, "missing"), (4, "loose")]


def test_an_entry_deleted_with_all_that_follows_moved_up_is_found(heads):
    sql("DELETE FROM audit_entry WHERE seq = %s", 4)
    sql("DELETE FROM audit_chainlink WHERE seq = %s", 4)
    for seq in (5, 6):
        sql("UPDATE audit_entry SET seq = %s WHERE seq = %s", seq - 1, seq)
        sql("UPDATE audit_chainlink SET seq = %s WHERE seq = %s", seq - 1, seq)
    assert (4, "broken") in found()
    rewritten_from(4)
    assert found() == []
    assert found(heads[3]) == [(4, "other")]
    assert found(heads[5]) == [(6, "cut")]


def test_two_entries_that_changed_places_are_found(heads):
    for seq, to in ((2, 99), (3, 2), (99, 3)):
        sql("UPDATE audit_chainlink SET seq = %s WHERE seq = %s", to, seq)
    assert {seq for seq, _kind in found()} == {2, 3, 4}
    rewritten_from(2)
    sql("DELETE FROM audit_entry")  # which would tell too
    assert found() == []
    assert found(heads[2]) == [(3, "other")]


def test_an_end_that_was_cut_off_is_found(heads):
    sql("DELETE FROM audit_chainlink WHERE seq > %s", 4)
    assert (4, "cut") in found()


def test_an_end_cut_off_thoroughly_is_found_by_whoever_saw_more(heads):
    sql("DELETE FROM audit_entry WHERE seq > %s", 4)
    sql("DELETE FROM audit_chainlink WHERE seq > %s", 4)
    sql("UPDATE audit_chain SET seq = %s, hash = %s", 4, heads[3].hash)
    assert found() == []
    assert found(heads[3]) == []
    assert found(heads[4]) == [(5, "cut")]


def test_an_entry_put_in_between_is_found(heads):
    for seq in (6, 5, 4):
        sql("UPDATE audit_entry SET seq = %s WHERE seq = %s", seq + 1, seq)
        sql("UPDATE audit_chainlink SET seq = %s WHERE seq = %s", seq + 1, seq)
    sql(
        'INSERT INTO audit_chainlink (seq, hour, "by", act, about, detail_hash, prev, hash) '
        'SELECT 4, hour, "by", act, about, detail_hash, prev, hash FROM audit_chainlink WHERE seq = 3'
    )
    assert {4, 5, 6, 7} <= {seq for seq, _kind in found()}
    rewritten_from(4)
    assert found() == []
    assert found(heads[3]) == [(4, "other")]


def test_a_whole_chain_taken_away_is_found_by_any_head(heads):
    for table in ("audit_entry", "audit_chainlink", "audit_chain"):
        sql(f"DELETE FROM {table}")
    assert found() == []
    assert found(heads[0]) == [(1, "cut")]


def test_details_that_were_altered_are_found_and_erased_ones_break_nothing(heads):
    Entry.objects.filter(seq=2).update(detail={"count": 7})
    assert found(*heads) == [(2, "detail")]
    Entry.objects.filter(seq__isnull=False).delete()
    assert found(*heads) == []


def test_what_is_left_of_an_erased_detail_tells_nothing_without_its_salt(heads):
    same = {link.detail_hash for link in ChainLink.objects.all()}
    trail.record("let go", about=solo_practice(), by=person("aino"), at=MORNING + timedelta(hours=5), count=5)
    assert ChainLink.objects.last().detail_hash not in same


def test_the_oldest_entries_are_let_go_and_the_rest_still_holds(heads):
    assert chain.shorten(before=MORNING + timedelta(hours=3), at=MORNING + timedelta(days=731)) == 3
    checked = chain.check(heads)
    assert checked.faults == ()
    assert (checked.start, checked.head.seq, checked.entries) == (heads[2], 7, 4)
    assert chain.shorten(before=MORNING + timedelta(hours=3), at=MORNING + timedelta(days=732)) == 0
    assert chain.shorten(before=MORNING + timedelta(hours=5), at=MORNING + timedelta(days=733)) == 2
    assert chain.check(heads).faults == ()


def test_a_beginning_cut_off_by_another_hand_is_found(heads):
    sql("DELETE FROM audit_chainlink WHERE seq <= %s", 2)
    assert (1, "missing") in found()
    sql("UPDATE audit_chain SET erased_to = %s, erased_hash = %s", 2, heads[1].hash)
    assert found() == [(2, "beginning")]


def test_the_command_tells_whole_from_altered(heads):
    said: list[str] = []
    told: list[str] = []
    assert run_verify([str(heads[2])], say=said.append, complain=told.append) == 0
    assert said == ["Whole: 6 entries, 1 heads from outside.", f"Head: {heads[5]}"]
    sql("UPDATE audit_chainlink SET about = %s WHERE seq = %s", "x", 1)
    assert run_verify([], say=said.append, complain=told.append) == 1
    assert told == ["1: the entry was changed"]
    assert run_verify(["6:abc"], say=said.append, complain=told.append) == 2


@pytest.mark.parametrize(
    "text", ["", "5", f"-1:{BEFORE_ALL}", f"5:{BEFORE_ALL[1:]}", f"5:{'G' * 64}", f"5:{BEFORE_ALL}:"]
)
def test_what_is_no_head_is_not_read_as_one(text):
    with pytest.raises(ValueError):
        Head.read(text)


def test_a_head_reads_back_as_it_was_printed(heads):
    assert Head.read(f" {heads[2]}\n") == heads[2]


def test_an_empty_chain_is_whole():
    assert faults_in([], start=FIRST, end=FIRST) == []


def test_an_act_that_is_taken_back_leaves_no_entry():
    with pytest.raises(RuntimeError), transaction.atomic():
        trail.record("vault opened", about=person("aino"), by=None, at=MORNING)
        raise RuntimeError
    assert (ChainLink.objects.count(), chain.head()) == (0, FIRST)


@pytest.mark.django_db(transaction=True)
def test_those_who_append_at_once_take_turns():
    aino = person("aino")
    chain_begins_anew()

    def append() -> None:
        try:
            for _time in range(5):
                trail.record("vault opened", about=aino, by=aino, at=MORNING)
        finally:
            connection.close()

    threads = [threading.Thread(target=append) for _one in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    checked = chain.check()
    assert (checked.entries, checked.head.seq, checked.faults) == (20, 20, ())
