"""A customer's record on the screen."""
