"""The root of every sentence that carebook says when it cannot do what was asked."""


class Refusal(Exception):
    """The book or the work says no: its message is the sentence for the owner (exit code 1)."""
