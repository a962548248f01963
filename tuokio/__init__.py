"""Tuokio: the open system for työnohjaus, professional supervision of work."""

__version__ = "0.1.0"
