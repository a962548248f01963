"""What an operator writes out for the holder of an emergency key: opened with the paper and Debian's age alone."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from uuid import uuid4

import pyrage
import pytest

from tests.cast import person, process_of
from tests.vault import with_age
from tests.vault.asking import Asker
from tests.vault.test_circles import with_notes, writes
from tuokio.audit.models import ChainLink
from tuokio.kit.clock import now
from tuokio.vault.from_terminal import run_escrow
from tuokio.vault.keys.models import Wrap
from tuokio.vault.models import Attachment, AttachmentPart, Document, Space
from tuokio.vault.usecases import escrow
from tuokio.vault.usecases.emergency_copy import README

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.skipif(not with_age.is_here(), reason="age is not installed here"),
]
HOLDER = "Vire, kassakaappi"


class Kept:
    """A circle with a note of before and one of after, sealed as browsers seal; and the paper."""

    def __init__(self, aino: Asker, process_id: object) -> None:
        self.paper = pyrage.x25519.Identity.generate()
        self.key = Asker(None)
        self.key.recipient = str(self.paper.to_public())
        self.space, self.aino = str(uuid4()), aino
        self.epochs = [pyrage.x25519.Identity.generate() for _ in range(2)]
        aino.founds("group", process_id, space_id=self.space)
        self.ids = {name: str(uuid4()) for name in ("before", "after", "file", "half")}

    def note(self, name: str, epoch: int) -> None:
        sealed = pyrage.encrypt(f'{{"body":"{name}"}}'.encode(), [self.epochs[epoch - 1].to_public()])
        Document.objects.create(
            pk=self.ids[name], space_id=self.space, kind="note", epoch=epoch, rev=1, sealed=sealed,
            changed_at=now(),
        )  # fmt: skip

    def file(self, name: str, *, parts: int, of: int = 2) -> None:
        sealed = pyrage.encrypt(b"kuva" * 300_000, [self.epochs[1].to_public()])
        size = len(sealed)
        file = Attachment.objects.create(
            pk=self.ids[name], space_id=self.space, epoch=2, size=size, changed_at=now()
        )
        for number in range(parts):
            piece = sealed[number << 20 : (number + 1) << 20]
            AttachmentPart.objects.create(attachment=file, number=number, sealed=piece)
        assert -(-size // (1 << 20)) == of

    def lets_it_in(self) -> None:
        said = {"member": self.key.member_id, "recipient": self.key.recipient, "name": HOLDER}
        assert writes(self.space, self.aino, act="escrow-on", **said).status_code == 200
        sent = [(2, self.aino), (2, self.key)]
        assert writes(self.space, self.aino, act="epoch", epoch="age1x", keys=sent).status_code == 200
        sealed = pyrage.encrypt(str(self.epochs[1]).encode(), [self.paper.to_public()])
        Wrap.objects.filter(member_id=self.key.member_id, epoch=2).update(sealed=sealed)


@pytest.fixture
def kept() -> Iterator[Kept]:
    process = process_of(person("aino"))
    found = Kept(with_notes("aino"), process.pk)
    escrow.keep(
        practice=process.practice, recipient=found.key.recipient, holder=HOLDER, by=person("aino"), at=now()
    )
    found.note("before", 1)
    yield found


def told(*given: object) -> tuple[int, list[str]]:
    lines: list[str] = []
    space, to = given
    return run_escrow(space, to, say=lines.append, complain=lines.append), lines  # type: ignore[arg-type]  # as the command gives them


def test_its_holder_opens_what_was_written_since_with_the_paper_and_three_commands(kept, tmp_path):
    kept.lets_it_in()
    kept.note("after", 2)
    kept.file("file", parts=2)
    kept.file("half", parts=1)  # it has not come whole
    process = Space.objects.get(pk=kept.space).process
    assert told(None, None) == (0, [f"{kept.space}  group, {process.name}, since key 2"])

    folder = tmp_path / "copy"
    code, lines = told(kept.space, folder)
    assert (code, lines) == (0, [f"{folder}: 1 documents and 1 files under 1 keys, still sealed."])
    assert folder.stat().st_mode & 0o077 == 0
    written = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    after, file = f"asiakirjat/{kept.ids['after']}.json", f"liitteet/{kept.ids['file']}.bin"
    assert written == sorted(["LUEMINUT.txt", "avaimet/2.age", f"{after}.age", "jasenet.json", f"{file}.age"])

    (folder / "key.txt").write_text(f"# created: today\n# public key: {kept.key.recipient}\n{kept.paper}\n")
    for command in commands():
        subprocess.run(["sh", "-ec", command], cwd=folder, check=True)
    assert (folder / after).read_text() == '{"body":"after"}'
    assert (folder / file).read_bytes() == b"kuva" * 300_000
    assert not (folder / "key.txt").exists() and not (folder / "kaudet.txt").exists()
    entry = ChainLink.objects.get(act="escrow taken out")
    assert ChainLink.objects.latest("seq") == entry


def commands() -> list[str]:
    """The commands of the text, the same in each of its three languages."""
    blocks = re.findall(r"(?:^    .+\n)+", README.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found = [[line.strip() for line in block.splitlines()] for block in blocks]
    assert len(found) == 3 and found[0] == found[1] == found[2]
    return found[0]


def test_where_no_key_reads_nothing_is_written_and_nothing_is_overwritten(kept, tmp_path):
    assert told(None, None) == (0, [])
    assert told(kept.space, tmp_path / "copy") == (2, [f"{kept.space}: no emergency key reads there."])
    assert told(uuid4(), tmp_path / "copy")[0] == 2
    kept.lets_it_in()
    assert told(kept.space, None) == (2, ["Say where with --to DIR."])
    assert told(kept.space, tmp_path)[0] == 2  # a folder that is there
    assert told(kept.space, tmp_path / "a" / "b")[0] == 2
    assert list(tmp_path.iterdir()) == []
    writes(kept.space, kept.aino, act="escrow-off", member=kept.key.member_id)
    assert told(kept.space, tmp_path / "copy")[0] == 2
    assert not ChainLink.objects.filter(act="escrow taken out").exists()


def test_keys_of_another_time_of_the_same_key_are_not_given(kept, tmp_path):
    kept.lets_it_in()
    stale = pyrage.encrypt(str(kept.epochs[0]).encode(), [kept.paper.to_public()])
    Wrap.objects.create(
        space_id=kept.space, epoch=1, member_id=kept.key.member_id, sealed=stale, made_at=now()
    )
    told(kept.space, tmp_path / "copy")
    assert [path.name for path in (tmp_path / "copy" / "avaimet").iterdir()] == ["2.age"]
    assert list((tmp_path / "copy" / "asiakirjat").iterdir()) == []
