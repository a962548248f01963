"""What the agreement tells those above it, and asks of them."""

from django.dispatch import Signal

# process: Process; version: the version that is now in force (its `amends` is the one that it changed, or None);
# frame_goals: [(UUID, wording, indicator), …]; evaluate_at: the numbers of the meetings (1, 5, 10);
# at: when; by: Person | None. Sent inside the transaction of the last acceptance: what a receiver raises undoes it.
agreement_in_force = Signal()

# process: Process; offer: the accepted offer; agreed: supervision.usecases.Agreed; by: None; at: when.
# Sent inside the acceptance: what a receiver raises leaves the offer unanswered.
continuation_accepted = Signal()

# keeping_asked(practice) -> int: how many months the practice keeps dates and attendance after the end
keeping_asked = Signal()
