"""The way of one version of an agreement as a table (domain 1.2). What a process is does not stand here."""

from collections.abc import Mapping
from types import MappingProxyType

from tuokio.terms.acceptance_words import VersionEvent as E
from tuokio.terms.acceptance_words import VersionState as S

WAITING = frozenset({S.SENT, S.PARTLY_ACCEPTED})
OPEN = frozenset({S.DRAFT, *WAITING})
NEVER_IN_FORCE = frozenset({*OPEN, S.VOID})

TRANSITIONS: Mapping[tuple[S, E], S] = MappingProxyType(
    {
        (S.DRAFT, E.SEND): S.SENT,
        (S.DRAFT, E.TAKE_BACK): S.VOID,
        (S.SENT, E.ACCEPT): S.PARTLY_ACCEPTED,
        (S.SENT, E.ENTER_INTO_FORCE): S.IN_FORCE,
        (S.SENT, E.TAKE_BACK): S.VOID,
        (S.PARTLY_ACCEPTED, E.ACCEPT): S.PARTLY_ACCEPTED,
        (S.PARTLY_ACCEPTED, E.ENTER_INTO_FORCE): S.IN_FORCE,
        (S.PARTLY_ACCEPTED, E.TAKE_BACK): S.VOID,
        (S.IN_FORCE, E.SUPERSEDE): S.SUPERSEDED,
    }
)


class IllegalVersionEvent(Exception):
    """This cannot happen to a version in this state."""

    def __init__(self, state: S, event: E) -> None:
        super().__init__(f"{event} cannot happen to a version that is {state}")
        self.state = state
        self.event = event


def version_after(state: S, event: E) -> S:
    """The state that the event leads to. Raises IllegalVersionEvent."""
    try:
        return TRANSITIONS[state, event]
    except KeyError:
        raise IllegalVersionEvent(state, event) from None
