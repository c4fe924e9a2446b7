"""The shop's desk: its details, closed days, gatherings, and every number that it may set."""
