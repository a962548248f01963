"""The acts of evaluation."""
