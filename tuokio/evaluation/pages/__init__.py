"""What the pages of evaluation show, as values."""
