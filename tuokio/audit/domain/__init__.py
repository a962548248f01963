"""What the audit's chain computes."""
