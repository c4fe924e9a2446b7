"""Backups: what there is, one more now, a second folder for them, and going back to one (B1-B3)."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path
from threading import Event
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from carebook.book.backup import Backup, all_on_one_disk, folder_of, listed
from carebook.book.change import Change
from carebook.days import in_words
from carebook.errors import Refusal
from carebook.tui.actions import bindings
from carebook.tui.forms.shop import backup_folder_form
from carebook.tui.panes.plain_list import PlainList
from carebook.tui.panes.sections import Sections
from carebook.tui.widgets.bars import ProgressLine
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import FixedRows, Row, Source

FOLDER, BACKUP = "folder", "backup"
"""What a row stands for; its key is this word and a path."""
_REASONS = {
    "daily": "first opening of the day",
    "by-hand": "made by you",
    "before-import": "before an import",
    "before-migration": "before a new carebook changed it",
}


class Stopped(Refusal):
    """The owner stopped a backup."""

    def __init__(self) -> None:
        """Say that nothing is left of it."""
        super().__init__("The backup was stopped. Nothing of it is left.")


class BackupsView(PlainList):
    """The backups of the book."""

    PLACE: ClassVar[str] = "backups"
    BINDINGS: ClassVar[list[BindingType]] = bindings("backups")
    ABOUT: ClassVar[str] = (
        "The book is backed up on every day on which something changed. b does it now, R goes back to a backup; "
        "enter on the second folder names one, best on another disk."
    )
    COLUMNS: ClassVar = (
        Column("made", width=21),
        Column("why", least=12, rank=1),
        Column("size", width=10, align="right", rank=2),
    )

    def __init__(self) -> None:
        """Nothing under way."""
        super().__init__()
        self.progress = ProgressLine()
        self._stop: Event | None = None

    def compose(self) -> ComposeResult:
        """The sentence, the list, the progress of a backup."""
        yield from super().compose()
        yield self.progress

    def come_back(self) -> None:
        """Be shown; the program makes backups by itself, so what there is is read anew."""
        self.reload()
        super().come_back()

    def rows(self) -> Source:
        """Return the second folder and the backups."""
        return Sections(self._sections, counted=False)

    def _sections(self) -> list[tuple[str, Source]]:
        path, second = self.keeper.book.path, self.keeper.shop.second_backup_folder
        at_risk = all_on_one_disk(path, second)
        words = second if second and not at_risk else f"{second or 'none'}: if this disk breaks, all goes with it"
        folder = Row((FOLDER, ""), ("Second folder", words, ""), mark="!" if at_risk else "●")
        kept = [_backup_row(backup) for backup in listed(path)]
        return [("Copied to", FixedRows([folder])), (f"In {folder_of(path).name}", FixedRows(kept))]

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off."""
        if name == "restore":
            return None if self._backup() else "Put the cursor on a backup first; b makes one."
        if name == "now" and self._stop:
            return "A backup is under way; esc stops it."
        return None

    def _backup(self) -> Backup | None:
        path = self.key_of(BACKUP)
        return next((one for one in listed(self.keeper.book.path) if one.path == path), None)

    @on(RecordList.Chosen)
    def choose(self) -> None:
        """Name the second folder, or go back to a backup."""
        self.action_do("folder" if self.key_of(FOLDER) is not None else "restore")

    def do_folder(self) -> None:
        """Name the folder that every backup is copied to, and copy the newest there at once."""

        def copy(change: Change | None) -> None:
            if change:
                self._begin(by_hand=False)

        self.app.push_screen(backup_folder_form(self.keeper), copy)

    # A backup now ---------------------------------------------------------------------------------------

    def do_now(self) -> None:
        """Back the book up."""
        self._begin(by_hand=True)

    def do_leave(self) -> None:
        """Stop a backup under way."""
        if self._stop:
            self._stop.set()

    def _begin(self, *, by_hand: bool) -> None:
        self._stop = Event()
        self.progress.show("Backing up · esc stops", 0, 0)
        self.add_class("-working")
        self.run_worker(lambda: self._work(by_hand=by_hand), thread=True, group="backup")

    def _work(self, *, by_hand: bool) -> None:
        """Back up and copy to the second folder, in a thread."""
        from carebook.book.backup import take, take_if_changed
        from carebook.shop.store import shop

        keeper = self.keeper
        said, refusal = "", ""
        try:
            with closing(keeper.book.twin()) as twin:
                if by_hand:
                    said = f"Backed up to {take(twin.path, twin.db, 'by-hand', progress=self._tell)}"
                take_if_changed(twin.path, twin.db, keeper.today, shop(twin.db).second_backup_folder)
        except Refusal as why:
            refusal = str(why)
        self.app.call_from_thread(self._finish, said, refusal)

    def _tell(self, done: int, total: int) -> None:
        if self._stop and self._stop.is_set():
            raise Stopped
        self.app.call_from_thread(self.progress.show, "Backing up · esc stops", done, total)

    def _finish(self, said: str, refusal: str) -> None:
        self._stop = None
        self.remove_class("-working")
        self.reload()
        if refusal:
            self.keeper.say(refusal, "refusal")
        elif said:
            self.keeper.say(said)

    # Going back to one ----------------------------------------------------------------------------------

    def do_restore(self) -> None:
        """Put a backup in the book's place, if a second key says so; what it replaces is kept (B3)."""
        from carebook.tui.screens.confirm import Confirm

        backup = self._backup()
        if backup is None:
            return

        async def put_back() -> None:
            await self.keeper.replace_book(lambda path: _put_back(path, backup, self.keeper.today))
            self.reload()

        def answered(yes: bool | None) -> None:
            if yes:
                self.keeper.say("Restoring the backup… This takes a minute for a big book.")
                self.call_after_refresh(put_back)

        made = _made(backup)
        sentence = (
            f"The book becomes as it was when this backup was made, {made}: everything entered since is gone from it, "
            "and u cannot bring it back. The book as it is now is kept beside it under another name."
        )
        self.app.push_screen(Confirm(f"Restore the backup of {made}?", sentence, key="y", word="restore"), answered)


def _put_back(path: Path, backup: Backup, today: date) -> str:
    from carebook.upkeep import go_back

    done = go_back(path, backup.path, today)
    kept = f" What it replaced is kept as {done.kept.name}." if done.kept else ""
    return f"Restored the backup of {_made(backup)}.{kept}"


def _backup_row(backup: Backup) -> Row:
    reason = _REASONS.get(backup.reason, backup.reason.replace("-", " "))
    return Row((BACKUP, backup.path), (_made(backup), reason, _size(backup.size)))


def _made(backup: Backup) -> str:
    """Say when a backup was made: "Wed 25 Nov 2026 09:12"."""
    return f"{in_words(backup.day)} {backup.at:%H:%M}" if backup.at else in_words(backup.day)


def _size(count: int) -> str:
    return f"{count / 1e6:,.1f} MB" if count >= 1e6 else f"{max(count // 1000, 1):,} kB"
