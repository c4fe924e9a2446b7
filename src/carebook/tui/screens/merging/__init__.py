"""Two records of one customer: choosing the other one, comparing, merging, and taking apart again."""
