"""The forms a person can post: one schema per form, the fields they are made of, and how they are read."""
