"""What the agreement tells those above it."""

from django.dispatch import Signal

# process: Process; version: the version that is now in force; at: when; by: Person | None
agreement_in_force = Signal()

# process: Process; offer: the accepted offer; agreed: supervision.usecases.Agreed; by: None; at: when.
# Sent inside the acceptance: what a receiver raises leaves the offer unanswered.
continuation_accepted = Signal()
