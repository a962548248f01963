"""Locked notes: what is kept here can be opened by its people alone.

This context stores, lists, compares versions and refuses. It holds no key and opens nothing: sealing and opening
are the browser's work (frontend/vault).
"""
