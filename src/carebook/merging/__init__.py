"""Two records that are one customer: making one of them, and two of it again."""
