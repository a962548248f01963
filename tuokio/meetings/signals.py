"""What this context asks of the contexts above it, which it does not know."""

from django.dispatch import Signal

# meeting_shown(meeting, at) -> kit.parts.Part | None: a card beside one meeting, on its supervisor's page.
# The meeting is one that counts, and comes with its number, its term and its process.
meeting_shown = Signal()

# dates_changed(meetings, at, by): these meetings were planned, moved, lengthened, cancelled, brought back, given to
# another supervisor or another place. Sent by Meeting inside the transaction of the act, when all of it is written;
# `meetings` is a list of them as they now are, `by` a Person or None.
dates_changed = Signal()
# talk_changed(talk, at): a mapping conversation took, changed or gave free its time. Sent by Talk, likewise.
talk_changed = Signal()
