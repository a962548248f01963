"""What evaluation asks the rooms above it."""

from django.dispatch import Signal

# sent by Process, with `process`: what its group has given out of the room and stands now, as a list of Released
released_asked = Signal()
# sent by Process, with `ids`: which of these were asked back, as a set of ids
asked_back_asked = Signal()
