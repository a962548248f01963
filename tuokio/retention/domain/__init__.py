"""What computes in this context: until when a record is kept, which copies stay."""
