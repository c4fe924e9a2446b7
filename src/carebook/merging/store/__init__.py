"""All SQL of merging: which rows are whose, and giving them to another."""
