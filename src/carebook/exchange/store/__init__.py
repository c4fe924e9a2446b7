"""The tables that an import works with: its own, in a private file that is gone when it ends, and the book's."""
