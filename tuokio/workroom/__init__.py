"""What supervisor and group do together in a meeting: here stands only what may be plain of it.

The work itself is sealed documents of `tuokio.vault`; the tools are scripts in `frontend/workroom`.
"""
