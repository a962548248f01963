"""What the tests of the workroom's plain part begin with: Aino's group, its browsers, and words for a round."""

from __future__ import annotations

from hashlib import sha256
from secrets import token_urlsafe
from typing import Any
from uuid import uuid4

from tests.cast import person, process_of
from tests.vault.asking import Asker
from tuokio.supervision.models import Process

NAMES = ("Bertta S.", "Henna", "T. K.", "Liisa", "M. M.")


def group(*names: str, **fields: Any) -> Process:
    return process_of(person("aino"), member_names=names or NAMES, **fields)


def words(number: int) -> list[str]:
    return [token_urlsafe(32) for _one in range(number)]


def marks(tokens: list[str]) -> list[dict[str, str]]:
    return [{"mark": sha256(token.encode()).hexdigest()} for token in tokens]


def says(address: str, **said: Any) -> Any:
    """Somebody in the room, of whom nothing is known."""
    return Asker(None).asks("POST", address, said)


def aino() -> Asker:
    return Asker(person("aino"))


def pulse_on(process: Process) -> Any:
    return aino().asks("PUT", f"processes/{process.pk}/pulse", {"on": True})


def pulse_begun(process: Process, number: int = 5) -> tuple[str, list[str]]:
    """A round of the pulse, opened by Aino's browser: its id, and the words for its answers."""
    pulse_on(process)
    round_id, tokens = str(uuid4()), words(number)
    answer = aino().asks("POST", f"processes/{process.pk}/pulse", {"id": round_id, "tokens": marks(tokens)})
    assert answer.status_code == 200, answer.json()
    return round_id, tokens


def pulse_closed(round_id: str) -> Any:
    return aino().asks("POST", f"pulse/{round_id}/closing")
