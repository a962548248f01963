"""Goals agreed with the commissioner, and how far they were reached."""
