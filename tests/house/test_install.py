"""Preparing a tree: only what changed is done again."""

from pathlib import Path

import pytest

from tools import install


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(install, "ROOT", tmp_path)
    monkeypatch.setattr(install, "STAMPS", tmp_path / ".stamps")
    (tmp_path / "source.txt").write_text("first")
    return tmp_path


def test_a_step_is_done_again_only_when_its_sources_change_or_its_result_is_gone(tree: Path):
    done = []

    def step(also: str = "3.13") -> install.Step:
        def make() -> None:
            done.append(1)
            (tree / "result").write_text("made")

        return install.Step(
            "making", "Making", lambda: [tree / "source.txt"], (tree / "result").exists, make, also=also
        )

    step().bring_up()
    step().bring_up()
    assert len(done) == 1

    (tree / "source.txt").write_text("second")
    step().bring_up()
    assert len(done) == 2

    (tree / "result").unlink()
    step().bring_up()
    assert len(done) == 3

    step(also="3.14").bring_up()
    assert len(done) == 4


def test_a_step_that_fails_is_tried_again(tree: Path):
    def refuse() -> None:
        raise SystemExit("no")

    step = install.Step("making", "Making", lambda: [tree / "source.txt"], lambda: True, refuse)
    for _attempt in range(2):
        with pytest.raises(SystemExit):
            step.bring_up()


def test_one_package_is_taken_out_of_a_lock_with_its_hashes():
    lock = "other==1 \\\n    --hash=sha256:aa\nuv==2.1 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n    # via x\nz==3\n"

    assert install.block_of("uv", lock) == "uv==2.1 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n"
    with pytest.raises(SystemExit):
        install.block_of("v", lock)


def test_without_root_what_is_missing_is_named_in_one_line(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(install, "missing_packages", lambda: ["chromium", "postgresql"])
    monkeypatch.setattr(install.os, "geteuid", lambda: 1000)

    with pytest.raises(SystemExit, match="chromium postgresql"):
        install.install_system()


def test_the_locks_hold_no_address_and_every_line_a_hash():
    for lock in install.LOCKS:
        text = lock.read_text("utf-8")
        packages = [line for line in text.splitlines() if "==" in line and not line.startswith((" ", "#"))]
        assert "://" not in text
        assert packages
        assert all(line.endswith("\\") for line in packages)
