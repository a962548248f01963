"""What the locked notes tell those above them."""

from django.dispatch import Signal

# lines: list[str], as they stand in the ledger; sent when it is certain that they stay erased
erased = Signal()

# practice_id -> dict[SpaceKind, int]: for how many months after the end the practice keeps which kind
keeping_asked = Signal()
