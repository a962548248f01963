"""The pages and answers about what is plain of the work in the room."""
