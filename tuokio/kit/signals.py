"""What the kit tells the contexts above it, which it does not know."""

from django.dispatch import Signal

# clock_ticked(at): half a minute has gone by in the worker. Sent by nobody in particular; a receiver that fails is
# told of in the log and keeps no other from its turn, and one that has to wait for others bounds how long.
clock_ticked = Signal()
