"""What can be done with what is plain of the work in the room."""
