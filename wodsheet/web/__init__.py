"""What surrounds every request: who asks, what they may, what is refused and how that is said."""
