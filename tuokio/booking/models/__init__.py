"""What the context keeps."""
