"""Forms of this context, each subject in a module: text in, values out."""
