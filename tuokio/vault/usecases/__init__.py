"""The acts of the locked notes: coming in, keys, spaces, documents."""
