"""Who asks, one act, one page."""
