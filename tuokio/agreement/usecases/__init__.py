"""The acts of agreeing."""
