"""What the public page computes: reading an existing text, slides, readable colours."""
