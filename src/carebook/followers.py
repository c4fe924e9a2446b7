"""What follows every action on a book, in its transaction: whoever writes hands these to it."""

from carebook.letters.desk import follow as plan_what_follows
from carebook.retention.desk.counting import follow as count_what_follows

FOLLOWERS = (count_what_follows, plan_what_follows)
"""Letters are planned from the figures, so those are counted first."""
