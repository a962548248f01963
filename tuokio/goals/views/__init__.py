"""What the addresses of goals answer."""
