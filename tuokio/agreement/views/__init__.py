"""Views of agreement."""
