"""What each audience sees of the workroom."""
