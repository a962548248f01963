"""Forms of evaluation: text in, values out."""
