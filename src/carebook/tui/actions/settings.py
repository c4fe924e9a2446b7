"""What can be done in the settings, with backups and before an import."""

from __future__ import annotations

from carebook.tui.action import Action

SETTINGS: tuple[Action, ...] = (
    Action("settings.previous", "left", "view left", "Turn to the view on the left."),
    Action("settings.next", "right", "views", "Turn to the next view: shop, days, numbers, backups, labels.", bar=80),
    Action(
        "settings.import",
        "i",
        "import",
        "Bring in customers, sales, complaints or referrals from a file.",
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
    Action("labels.new", "n", "new", "Add a category or root cause, to the list of the cursor.", bar=30, writes=True),
    Action("labels.edit", "e", "edit", "Give it another name, in all its cases.", bar=40, writes=True, also="rename"),
    Action(
        "labels.switch",
        "t",
        "on/off",
        "Offer it no longer, or again; the cases that have it keep it.",
        bar=50,
        writes=True,
        also="retire remove bring back",
    ),
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
