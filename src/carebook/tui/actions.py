"""The one registry of what can be done: its keys, its one word for the footer, its sentence for help.

Footer, help, the palette and docs/keys.md are made from it, and so are the bindings of every place. What an action
does stands with its place, in a method `do_<name>`; whether it is off, and why, in the place's `why_not`.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType

from carebook.tui.action import Action
from carebook.tui.actions_complaints import COMPLAINTS, LABELS
from carebook.tui.panes.today_rows import AHEAD

EVERYWHERE, LIST, DETAIL, FORM = "everywhere", "list", "detail", "form"


ACTIONS: tuple[Action, ...] = (
    # Everywhere
    Action("everywhere.today", "1", "today", "Go to what is due today.", calls="go('today')"),
    Action("everywhere.customers", "2", "customers", "Go to the customers.", calls="go('customers')"),
    Action("everywhere.complaints", "3", "complaints", "Go to the complaints.", calls="go('complaints')"),
    Action("everywhere.letters", "4", "letters", "Go to the letters: plan, outbox, archive.", calls="go('letters')"),
    Action(
        "everywhere.settings",
        "comma",
        "settings",
        "Go to the settings: the shop, backups, import.",
        also="shop holidays backup restore import options preferences",
        calls="go('settings')",
    ),
    Action("everywhere.find", "slash", "find", "Find a customer by name, phone, e-mail, street, pet or note.", bar=60),
    Action("everywhere.undo", "u", "undo", "Take back the last thing done.", also="lost mistake back restore"),
    Action("everywhere.redo", "U", "redo", "Do again what was taken back.", also="again"),
    Action("everywhere.commands", "ctrl+p", "commands", "Every command by name.", bar=190, calls="command_palette"),
    Action("everywhere.quit", "q,ctrl+q", "quit", "Close carebook. Everything is saved already.", also="exit close"),
    Action("everywhere.help", "question_mark,f1", "help", "Show the keys of this screen.", bar=999),
    # Lists, and what is opened from them
    Action("list.open", "enter", "open", "Open what is under the cursor.", bar=10, calls="choose"),
    Action("list.mark", "space", "mark", "Mark this one, or take its mark off.", bar=20, calls="mark"),
    Action("list.up", "up,k", "up", "Go one line up.", calls="step(-1)"),
    Action("list.down", "down,j", "down", "Go one line down.", calls="step(1)"),
    Action("list.page_up", "pageup", "page up", "Go one page up.", calls="leap(-1)"),
    Action("list.page_down", "pagedown", "page down", "Go one page down.", calls="leap(1)"),
    Action("list.first", "home,g", "first", "Go to the first line.", calls="first"),
    Action("list.last", "end,G", "last", "Go to the last line.", calls="last"),
    Action("detail.close", "escape", "back", "Go back to the list.", bar=10, calls="close"),
    Action("detail.previous", "up,k", "previous", "The one before it in the list.", bar=22, calls="turn(-1)"),
    Action("detail.next", "down,j", "next", "The one after it in the list.", bar=21, calls="turn(1)"),
    Action("detail.page_up", "pageup", "page up", "Scroll one page up.", calls="page_up"),
    Action("detail.page_down", "pagedown,space", "page down", "Scroll one page down.", calls="page_down"),
    Action(
        "form.save",
        "ctrl+s",
        "save",
        "Save what is typed. Enter in the last field does the same.",
        bar=10,
        calls="submit",
    ),
    Action(
        "form.cancel",
        "escape",
        "leave",
        "Leave without saving. What is typed is kept as a draft.",
        bar=20,
        calls="cancel",
    ),
    Action("filling.afresh", "ctrl+r", "afresh", "Begin the form afresh, without what was brought back.", bar=30),
    Action("question.yes", "y", "yes", "Answer yes.", bar=10),
    Action("question.no", "n,escape", "no", "Answer no.", bar=20),
    Action("confirm.keep", "enter,escape", "keep", "Leave everything as it is.", bar=10),
    Action("welcome.new", "n", "new book", "Make a book for your shop.", bar=30),
    Action("welcome.sample", "s", "sample", "Look around in the sample shop.", bar=40),
    # Today
    Action("today.print", "p", "print", "Print the marked letters, or all that are due.", bar=30, writes=True),
    Action(
        "today.sent", "s", "sent", "Mark as sent; a call is marked as made.", bar=40, writes=True, also="done called"
    ),
    Action(
        "today.go_on",
        "a",
        "next step",
        "Act on a complaint: acknowledge, ask, propose, put right, follow up, or tell them how it stands.",
        bar=45,
        writes=True,
        also="acknowledge ask propose complaint",
    ),
    Action(
        "today.progress",
        "w",
        "word",
        "Note a word to a customer on how their complaint stands, with a new day.",
        writes=True,
        also="progress tell promise",
    ),
    Action("today.snooze", "z", "snooze", "Put off until a day.", bar=50, writes=True, also="later postpone"),
    Action("today.skip", "x", "skip", "Leave it out for good, with a reason.", bar=70, writes=True, also="never"),
    Action(
        "today.let_go",
        "o",
        "let go",
        "Let a held letter go in spite of its hold, with a reason.",
        bar=90,
        writes=True,
        also="override hold",
    ),
    Action(
        "today.contact", "c", "contact", "Log a contact with this customer.", bar=80, writes=True, also="call phone"
    ),
    Action("today.leave", "escape", "leave", "Stop a printing under way, or take all marks off."),
    Action("today.customer", "r", "record", "Open the customer's record.", bar=100),
    Action(
        "today.all",
        "A",
        "all",
        f"Show or hide what is held, put off, and coming up in the next {AHEAD} days.",
        bar=75,
        also="held snoozed upcoming",
    ),
    # Customers
    Action(
        "customers.new", "n", "new", "Enter a new customer.", bar=30, writes=True, also="add person household business"
    ),
    Action(
        "customers.edit",
        "e",
        "edit",
        "Change what is known of this customer.",
        bar=40,
        writes=True,
        also="change address",
    ),
    Action(
        "customers.bought",
        "b",
        "bought",
        "Enter a sale: what they bought.",
        bar=50,
        writes=True,
        also="sale sell money",
    ),
    Action(
        "customers.contact", "c", "contact", "Log a contact with this customer.", bar=80, writes=True, also="call phone"
    ),
    Action(
        "customers.order",
        "o",
        "order",
        "Order by name, by the latest sale, or by the most money taken.",
        bar=70,
        also="sort",
    ),
    Action(
        "customers.filter",
        "f",
        "filter",
        "List only those with a stop, or all again.",
        bar=75,
        also="stopped",
    ),
    Action(
        "customers.remove",
        "delete,D",
        "remove",
        "Take this customer out of the book; undo brings all of it back.",
        bar=90,
        writes=True,
        also="delete",
    ),
    # Finding
    Action("find.open", "enter", "open", "Open the record under the cursor.", bar=10),
    Action("find.back", "escape", "back", "Clear what is typed; then go back.", bar=20),
    Action("find.previous", "up", "up", "Go one line up.", calls="step(-1)"),
    Action("find.next", "down", "down", "Go one line down.", calls="step(1)"),
    # A customer's record
    Action("record.back", "escape", "back", "Go back to where the record was opened.", bar=10),
    Action(
        "record.part",
        "tab",
        "next part",
        "Go on to the next part: who they are, members and days, what happened.",
        bar=15,
        calls="app.focus_next",
    ),
    Action(
        "record.edit",
        "e",
        "edit",
        "Change what the cursor is on: the customer, a member, a day, a sale.",
        bar=30,
        writes=True,
        also="change address",
    ),
    Action(
        "record.bought", "b", "bought", "Enter a sale: what they bought.", bar=40, writes=True, also="sale sell money"
    ),
    Action(
        "record.contact", "c", "contact", "Log a contact with this customer.", bar=50, writes=True, also="call phone"
    ),
    Action(
        "record.member",
        "m",
        "member",
        "Add someone who belongs to them: partner, child, pet, contact.",
        bar=60,
        writes=True,
        also="household family dog",
    ),
    Action(
        "record.day",
        "d",
        "day",
        "Add a birthday or another yearly day.",
        bar=70,
        writes=True,
        also="birthday wedding occasion",
    ),
    Action(
        "record.news",
        "w",
        "news",
        "Note good or sad news that asks for a card by hand.",
        bar=80,
        writes=True,
        also="congratulation condolence award",
    ),
    Action(
        "record.stops",
        "t",
        "stops",
        "Note a stop, a death, a move, or leave to send offers.",
        bar=90,
        writes=True,
        also="permission deceased died opt-out marketing gone away",
    ),
    Action(
        "record.refund",
        "R",
        "refund",
        "Give back money for the sale under the cursor.",
        bar=100,
        writes=True,
        also="return money back",
    ),
    Action(
        "record.complaint",
        "C",
        "complaint",
        "Log a complaint; with the cursor on a sale it is about that sale.",
        bar=55,
        writes=True,
        also="complain angry unhappy",
    ),
    Action(
        "record.remove",
        "delete,D",
        "remove",
        "Take out what the cursor is on: the customer, a member, a day, a sale, a contact, news.",
        bar=110,
        writes=True,
        also="delete",
    ),
    # Complaints
    *COMPLAINTS,
    # Letters
    Action("letters.previous", "left", "view left", "Turn to the view on the left."),
    Action("letters.next", "right", "views", "Turn to the next view: plan, outbox, archive.", bar=80),
    Action(
        "letters.plan",
        "",
        "plan",
        "Show the aftercare plan: every kind of letter, and the campaigns.",
        also="kinds windows",
    ),
    Action(
        "letters.outbox", "", "outbox", "Show what is printed and not yet sent, held, or put off.", also="held snoozed"
    ),
    Action(
        "letters.archive", "", "archive", "Show every letter that was sent, word for word.", also="sent history old"
    ),
    Action(
        "letters.answer",
        "a",
        "answer",
        "Enter a survey sheet that came back, by the number on it.",
        bar=85,
        writes=True,
        also="survey answer satisfaction recommend sheet reply returned",
    ),
    Action(
        "plan.switch", "t", "on/off", "Switch this kind of letter on or off.", bar=30, writes=True, also="stop start"
    ),
    Action(
        "plan.edit",
        "e",
        "edit",
        "Change when this kind leaves, by which channel, with which offer.",
        bar=40,
        writes=True,
    ),
    Action(
        "plan.new",
        "n",
        "new",
        "Add a newsletter issue or a promotion.",
        bar=50,
        writes=True,
        also="campaign newsletter promotion",
    ),
    Action(
        "plan.notice",
        "b",
        "notice",
        "Write to every buyer of a product, before they complain.",
        bar=60,
        writes=True,
        also="product notice recall warn buyers defect fault campaign",
    ),
    Action(
        "plan.remove",
        "d",
        "remove",
        "Take this campaign out; its unsent letters are cancelled.",
        bar=70,
        writes=True,
        also="delete",
    ),
    Action("outbox.sent", "s", "sent", "Mark as sent.", bar=30, writes=True),
    Action(
        "outbox.back", "b", "put back", "It did not print, or shall not leave yet: put it back.", bar=40, writes=True
    ),
    Action("outbox.print", "p", "print", "Print it again.", bar=50, writes=True),
    Action(
        "outbox.let_go",
        "o",
        "let go",
        "Let a held letter go in spite of its hold, with a reason.",
        bar=70,
        writes=True,
        also="override hold",
    ),
    Action("outbox.snooze", "z", "snooze", "Put off until a day.", bar=90, writes=True, also="later postpone"),
    Action("outbox.skip", "x", "skip", "Leave it out for good, with a reason.", bar=91, writes=True, also="never"),
    Action("outbox.contact", "c", "contact", "Log a contact with this customer.", writes=True, also="call phone"),
    Action("outbox.customer", "r", "record", "Open the customer's record.", bar=92),
    Action("outbox.leave", "escape", "leave", "Stop a printing under way, or take all marks off."),
    Action("archive.customer", "r", "record", "Open the customer's record.", bar=30),
    Action(
        "archive.complaint",
        "C",
        "complaint",
        "Log a complaint in answer to this letter, about the sale that it was about.",
        bar=40,
        writes=True,
        also="case log product notice",
    ),
    # Settings
    Action("settings.previous", "left", "view left", "Turn to the view on the left."),
    Action("settings.next", "right", "views", "Turn to the next view: shop, days, numbers, backups, labels.", bar=80),
    Action(
        "settings.import",
        "i",
        "import",
        "Bring in customers, sales or complaints from a file.",
        bar=50,
        writes=True,
        also="csv file read in",
    ),
    Action(
        "settings.check", "C", "check", "Look whether all of the book is whole.", bar=85, also="damaged repair whole"
    ),
    Action("settings.restore", "", "restore", "Go back to a backup.", also="undo lost restore recover old"),
    Action("settings.shop", "", "shop", "Show the shop's details.", also="name address owner sign-off country"),
    Action(
        "settings.days",
        "",
        "days",
        "Show closed days, public holidays and gatherings.",
        also="calendar holidays closed",
    ),
    Action("settings.numbers", "", "numbers", "Show the numbers that letters keep to.", also="limits spacing quiet"),
    Action(
        "settings.labels", "", "labels", "Show the categories and root causes of complaints.", also="categories causes"
    ),
    Action("settings.backups", "", "backups", "Show the backups.", also="backup copy"),
    Action("shop.edit", "e", "edit", "Change the shop's details.", bar=30, writes=True),
    Action(
        "days.switch", "t", "tick", "Close or open the marked days, or the one under the cursor.", bar=30, writes=True
    ),
    Action("days.new", "n", "new", "Close the shop on a day of its own.", bar=40, writes=True),
    Action("days.gathering", "N", "gathering", "Add a gathering.", bar=45, writes=True),
    Action("days.remove", "d", "remove", "Take this gathering or closed day out.", bar=70, writes=True, also="delete"),
    Action("numbers.edit", "e", "edit", "Change this number.", bar=30, writes=True),
    *LABELS,
    Action("backups.now", "b", "back up", "Back the book up now.", bar=30, writes=True),
    Action(
        "backups.restore", "R", "restore", "Go back to this backup; asks first.", bar=40, writes=True, also="undo lost"
    ),
    Action(
        "backups.folder", "e", "folder", "Name a second folder, to which every backup is copied.", bar=45, writes=True
    ),
    Action("backups.leave", "escape", "stop", "Stop a backup under way."),
    Action("choosing.open", "enter", "choose", "Go into this folder, or choose this file.", bar=10),
    Action("choosing.complete", "tab", "complete", "Write out the name under the cursor.", bar=20),
    Action("choosing.up", "up", "up", "Go one line up.", calls="step(-1)"),
    Action("choosing.down", "down", "down", "Go one line down.", calls="step(1)"),
    Action("choosing.back", "escape", "back", "Leave without a file.", bar=30),
    Action("importing.run", "i", "import", "Take the file in, as one action that u takes back.", bar=30, writes=True),
    Action("importing.back", "escape", "back", "Stop what is under way; else leave the file alone.", bar=40),
    Action("field.back", "escape", "back", "Leave the column as it is.", bar=30),
    Action("findings.back", "escape,enter", "back", "Go back.", bar=10),
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
    "find": "Finding a customer",
    "record": "A customer's record",
    "complaints": "Complaints",
    "cases": "Complaints: the open ones",
    "closed_cases": "Complaints: the closed ones",
    "learned": "Complaints: what we learn",
    "letters": "Letters",
    "plan": "Letters: the plan",
    "outbox": "Letters: the outbox",
    "archive": "Letters: the archive",
    "settings": "Settings",
    "shop": "Settings: the shop",
    "days": "Settings: the shop's days",
    "numbers": "Settings: the numbers",
    "labels": "Settings: categories and root causes",
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
