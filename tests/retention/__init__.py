"""Keeping and copies."""
