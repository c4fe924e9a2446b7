"""The complaints' tables: cases, lists of them, and what they teach."""
