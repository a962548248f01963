"""The acts: setting and changing goals, and rating how far they came."""
