"""Sealed keys, in a database of their own: its copies are kept a month at most, so that what is erased stays so."""
