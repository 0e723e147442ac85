"""How templates become pages: the environment, what it knows, and dates in words."""
