"""What the locked notes compute."""
