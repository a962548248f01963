"""A process that is killed between its two commits: the keys are kept, what makes them current is not.

Run as `python -m tests.vault.cut_off ACT` on the databases of its environment; standard input holds what is sent.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from uuid import UUID


def main() -> None:
    """Begin the act, and die by SIGKILL in place of the main store's commit."""
    import django

    django.setup()
    from django.db import connections

    from tuokio.kit.clock import now
    from tuokio.people.models import Person
    from tuokio.terms.vault_words import SpaceKind, UnlockKind
    from tuokio.vault.models import VaultSession
    from tuokio.vault.usecases import keys, spaces
    from tuokio.vault.usecases.anew import begin_anew
    from tuokio.vault.usecases.entries import EpochKey, Writing
    from tuokio.vault.usecases.renewing import renew_keys

    said = json.load(sys.stdin)
    person = Person.objects.get(pk=said["person"])
    seal = b"age-encryption.org/v1\n" + said["mark"].encode()

    def killed() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    connections["default"].ensure_connection()
    connections["default"].commit = killed  # type: ignore[method-assign]  # stands in for a death at this place
    connections["default"]._commit = killed  # type: ignore[method-assign]  # stands in for a death at this place
    if said["act"] == "renew":
        way = keys.Way(id=UUID(said["id"]), kind=UnlockKind.PASSPHRASE, sealed=seal, proved=True)
        renew_keys(
            session=VaultSession.objects.filter(person=person).latest("expires_at"),
            recipient="age1" + "r" * 58,
            verify="r" * 44,
            ways=[way],
            rev=2,
            keyring=seal,
            at=now(),
        )
    elif said["act"] == "anew":
        way = keys.Way(id=UUID(said["id"]), kind=UnlockKind.PASSPHRASE, sealed=seal, proved=True)
        begin_anew(
            person=person, recipient="age1" + "r" * 58, verify="r" * 44, ways=[way], keyring=seal, at=now()
        )
    elif said["act"] == "account":
        way = keys.Way(id=UUID(said["id"]), kind=UnlockKind.PASSPHRASE, sealed=seal, proved=True)
        keys.open_account(
            person=person, recipient="age1" + "q" * 58, verify="v" * 44, ways=[way], keyring=seal, at=now()
        )
    else:
        key = EpochKey(said["epoch"], UUID(said["member"]), seal)
        writing = Writing(text=said["entry"], head="f" * 64, keys=(key,))
        if said["act"] == "found":
            kind = SpaceKind(said["kind"])
            spaces.found_space(
                person=person,
                space_id=UUID(said["id"]),
                kind=kind,
                process_id=None,
                writing=writing,
                at=now(),
            )
        else:
            spaces.write_entry(person=person, space_id=UUID(said["id"]), writing=writing, at=now())
    raise SystemExit("it was to be killed")


if __name__ == "__main__":
    main()
