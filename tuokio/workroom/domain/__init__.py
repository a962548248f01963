"""What is reckoned of the work in the room, without a framework."""
