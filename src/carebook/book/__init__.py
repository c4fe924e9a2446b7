"""The book: one SQLite file, opened safely, written in one way, taken back exactly."""
