"""What computes in this context: codes and their fingerprints."""
