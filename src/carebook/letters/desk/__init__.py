"""What the owner does with letters: plan a day, print, mark sent, put off, skip, and run the aftercare plan."""

from carebook.letters.desk.planning import follow

__all__ = ["follow"]
