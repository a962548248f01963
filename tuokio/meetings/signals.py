"""What this context asks of the contexts above it, which it does not know."""

from django.dispatch import Signal

# meeting_shown(meeting, at) -> kit.parts.Part | None: a card beside one meeting, on its supervisor's page.
# The meeting is one that counts, and comes with its number, its term and its process.
meeting_shown = Signal()
