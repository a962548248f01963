"""The figures that Tuokio is held to: CPU time of the busiest pages, queries, memory, start. See README.md here."""
