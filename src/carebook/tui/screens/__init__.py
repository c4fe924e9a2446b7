"""The main screen and what may lie over it."""
