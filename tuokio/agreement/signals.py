"""What the agreement tells those above it."""

from django.dispatch import Signal

# process: Process; version: the version that is now in force; at: when; by: Person | None
agreement_in_force = Signal()
