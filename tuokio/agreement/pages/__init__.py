"""What the pages of agreement show, as values."""
