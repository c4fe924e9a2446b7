"""The numbered steps that make a book; one that is released never changes."""
