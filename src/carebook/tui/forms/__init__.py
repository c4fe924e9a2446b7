"""One form a record."""
