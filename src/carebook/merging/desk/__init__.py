"""What the owner does with two records of one customer, each one undoable action on the book."""

from carebook.merging.desk.joining import merge
from carebook.merging.desk.parting import unmerge

__all__ = ["merge", "unmerge"]
