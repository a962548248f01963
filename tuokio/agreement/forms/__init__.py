"""Forms of agreement."""
