"""The acts of offering and agreeing."""
