"""The one registry of what can be done: its keys, its one word for the footer, its sentence for help.

Footer, help, the palette and docs/keys.md are made from it, and so are the bindings of every place. What an action
does stands with its place, in a method `do_<name>`; whether it is off, and why, in the place's `why_not`.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType

from carebook.tui.action import Action
from carebook.tui.actions.campaigns import CAMPAIGNS
from carebook.tui.actions.complaints import COMPLAINTS
from carebook.tui.actions.customers import CUSTOMERS
from carebook.tui.actions.everywhere import GENERAL
from carebook.tui.actions.household import HOUSEHOLD
from carebook.tui.actions.letters import LETTERS
from carebook.tui.actions.many import MANY
from carebook.tui.actions.merging import MERGING
from carebook.tui.actions.paper import PAPER
from carebook.tui.actions.personas import PERSONAS
from carebook.tui.actions.referrals import REFERRALS
from carebook.tui.actions.referrals_asking import REFERRALS_ASKING
from carebook.tui.actions.referrals_figures import REFERRALS_FIGURES
from carebook.tui.actions.reminders import REMINDERS
from carebook.tui.actions.retention import RETENTION
from carebook.tui.actions.settings import SETTINGS
from carebook.tui.actions.today import TODAY
from carebook.tui.actions.words import WORDS
from carebook.tui.actions.year import YEAR

EVERYWHERE, LIST, DETAIL, FORM = "everywhere", "list", "detail", "form"


ACTIONS: tuple[Action, ...] = (
    *(*GENERAL, *TODAY, *REMINDERS, *CUSTOMERS, *MANY, *PERSONAS, *MERGING, *HOUSEHOLD),
    *(*COMPLAINTS, *LETTERS, *CAMPAIGNS, *WORDS, *YEAR, *PAPER),
    *(*REFERRALS, *REFERRALS_ASKING, *REFERRALS_FIGURES),
    *(*RETENTION, *SETTINGS),
)
"""Every action, place by place."""

PLACE_NAMES = {
    EVERYWHERE: "Everywhere",
    LIST: "In a list",
    DETAIL: "In what is opened from a list",
    FORM: "In a form",
    "filling": "In a form that is saved",
    "question": "Where a question is asked",
    "confirm": "Before what cannot be undone",
    "welcome": "Welcome",
    "today": "Today",
    "customers": "Customers",
    "with_marked": "Customers: what to do with the marked ones",
    "left_as_before": "After bulk work: who was left out",
    "personas": "Personas",
    "content_map": "The content map",
    "gaps": "Honest gaps",
    "gap": "Honest gaps: who is concerned",
    "filling_gap": "Where a gap is filled in",
    "find": "Finding a customer",
    "record": "A customer's record",
    "merging": "Before two records are merged",
    "merged": "Where a merged record is chosen",
    "history": "The history of a record",
    "afterwards": "After a death",
    "complaints": "Complaints",
    "cases": "Complaints: the open ones",
    "closed_cases": "Complaints: the closed ones",
    "learned": "Complaints: what we learn",
    "letters": "Letters",
    "plan": "Letters: the plan",
    "campaigns": "Letters: the campaigns",
    "campaign_people": "Everybody a campaign is for",
    "outbox": "Letters: the outbox",
    "archive": "Letters: the archive",
    "year": "Letters: the year ahead",
    "away": "While the shop is closed",
    "words": "Letters: the words",
    "editor": "Where the words of a letter are changed",
    "starting": "Where a letter of your own starts",
    "versions": "Versions of a letter's words",
    "trial": "Two texts tried against each other",
    "answers": "Letters: the answers",
    "answering": "Where answers are logged",
    "referrals": "Referrals",
    "people": "Referrals: who was sent to us",
    "owed": "Referrals: thanks and rewards",
    "asking": "Referrals: whom to ask",
    "partners": "Referrals: partners",
    "tree": "Referrals: who brought whom",
    "drives": "Referrals: drives",
    "referral_measures": "Referrals: what they bring",
    "retention": "Retention",
    "opportunities": "Retention: the lists",
    "working": "Retention: a list that is worked",
    "win_backs": "Retention: win-backs",
    "win_lessons": "Retention: what win-backs teach",
    "strengths": "Retention: your strengths",
    "worth": "Retention: who they are worth",
    "leaving": "Retention: who is leaving",
    "settings": "Settings",
    "shop": "Settings: the shop",
    "days": "Settings: the shop's days",
    "numbers": "Settings: the numbers",
    "labels": "Settings: categories and root causes",
    "paper": "Settings: paper",
    "backups": "Settings: the backups",
    "findings": "After a check",
    "choosing": "Where a file is chosen",
    "importing": "Before an import",
    "field": "Where a column's field is chosen",
}
"""The places in their order, as help and docs/keys.md head them."""


def actions_of(place: str) -> list[Action]:
    """Return the actions of one place."""
    return [action for action in ACTIONS if action.place == place]


def action(action_id: str) -> Action:
    """Return one action; an unknown one is going to Today."""
    return next((one for one in ACTIONS if one.id == action_id), ACTIONS[0])


def bindings(place: str) -> list[BindingType]:
    """Return the bindings of a place; their ids let an owner's own keymap change them."""
    return [
        Binding(one.keys, one.call, one.word, show=False, tooltip=one.tooltip, id=one.id)
        for one in actions_of(place)
        if one.keys
    ]
