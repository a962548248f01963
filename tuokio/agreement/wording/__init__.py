"""The prose of the agreement in three languages: texts as data (`fi`, `sv`, `en`), and how clauses are made of them."""
