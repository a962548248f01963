"""What may be plain of the work in the room: one file for each thing."""
