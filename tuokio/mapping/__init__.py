"""The public page and the enquiry: how supervision begins (kartoitus)."""
