"""What the pages of goals show, as values."""
