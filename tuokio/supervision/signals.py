"""What this context tells the contexts above it, which it does not know."""

from django.dispatch import Signal

# members_changed(process, at): somebody joined, left, got or lost a way in, or is called otherwise
members_changed = Signal()
