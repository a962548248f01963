"""Pages of evaluation, as values."""
