"""carebook: a shop's book of customers, and what each of them is owed today."""
