"""What agreement computes: plain Python."""
