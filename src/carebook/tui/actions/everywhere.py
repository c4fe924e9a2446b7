"""What can be done everywhere, in every list and every form."""

from __future__ import annotations

from carebook.tui.action import Action

GENERAL: tuple[Action, ...] = (
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
)
