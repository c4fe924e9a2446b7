"""What the owner can do about a complaint; each verb is one undoable action."""

from carebook.complaints.desk.amends import add_bonus, agree, propose, put_right
from carebook.complaints.desk.ending import close, follow_up, refuse, reopen
from carebook.complaints.desk.labels import add_label, bring_back_label, rename_label, retire_label
from carebook.complaints.desk.listening import acknowledge, ask, note_letter, tell_progress
from carebook.complaints.desk.logging import edit_case, log

__all__ = [
    "acknowledge",
    "add_bonus",
    "add_label",
    "agree",
    "ask",
    "bring_back_label",
    "close",
    "edit_case",
    "follow_up",
    "log",
    "note_letter",
    "propose",
    "put_right",
    "refuse",
    "rename_label",
    "reopen",
    "retire_label",
    "tell_progress",
]
