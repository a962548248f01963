"""What evaluation computes: plain Python."""
