"""What goals computes: plain Python."""
