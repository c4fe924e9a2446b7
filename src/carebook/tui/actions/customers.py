"""What can be done with customers: in their list, when finding one, and on a record."""

from __future__ import annotations

from carebook.tui.action import Action

CUSTOMERS: tuple[Action, ...] = (
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
        "List only some: by tag, persona, stage, tier, town, product, or stop.",
        bar=75,
        also="show only segment narrow stopped stops",
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
        bar=45,
        writes=True,
        also="complain angry unhappy",
    ),
    Action(
        "record.sent",
        "i",
        "introduced",
        "Note whom they sent to you: a name is enough.",
        bar=55,
        writes=True,
        also="referral recommend sent introduce told of us",
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
)
