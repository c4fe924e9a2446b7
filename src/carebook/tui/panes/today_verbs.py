"""What can be done on Today with the marked lines, or with the one under the cursor."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from carebook.complaints import rules
from carebook.complaints.store.cases import case
from carebook.customers.store import contact
from carebook.letters.model import KINDS
from carebook.letters.store.letters import letter
from carebook.tui.messages import ContactWanted, CustomerChosen
from carebook.tui.panes.printing_pane import PrintingPane, Wanted
from carebook.tui.panes.today_rows import (
    CALL,
    CASE,
    COMING,
    HELD,
    LAPSED,
    LETTER,
    PROGRESS,
    REFERRAL_LINES,
    REMIND,
    REMINDERS,
    REWARD,
    THANK,
    VIP,
    WIN_BACK,
)

if TYPE_CHECKING:
    from carebook.tui.panes.today_detail import Detail

_OPEN = (LETTER, HELD, COMING)


class TodayVerbs(PrintingPane):
    """The verbs of Today."""

    detail: Detail

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off for what is marked or under the cursor."""
        match name:
            case "all" | "leave":
                return None
            case "print" | "paper" | "copy":
                return self._why_no_paper(name)
            case "sent":
                to_send = self._on(CALL, VIP, *REMINDERS, *REFERRAL_LINES) or self._letters(LETTER)
                return None if to_send else "Only what is due can be marked sent."
            case "go_on" if self._on(WIN_BACK, VIP, *REMINDERS, *REFERRAL_LINES):
                return None
            case "edit" | "snooze" | "skip" if self._on(*REMINDERS):
                return self._why_not_on_a_reminder(name)
            case "edit":
                return self._why_not_edit()
            case "go_on" | "progress":
                return self._why_not_on_a_case(name)
            case "skip" if self._on(VIP, REWARD):
                return None
            case "contact" | "customer" if not self._customer():
                return "A drive is nobody's alone. Put the cursor on another line."
            case "snooze" | "skip":
                return None if self._letters(*_OPEN) else "Put the cursor on a letter first."
            case "let_go":
                return self._why_not_let_go()
            case _:
                return None if self._cursor() else "Put the cursor on a line first."

    def _why_not_on_a_case(self, name: str) -> str | None:
        if not self._on(CASE, PROGRESS):
            return "Put the cursor on a complaint, a referral or a win-back first."
        _, number = self._line()
        return rules.out_of_turn(case(self.keeper.book.db, number), "progress") if name == "progress" else None

    def _why_not_on_a_reminder(self, name: str) -> str | None:
        from carebook.tui.panes.today_reminders import why_not

        return why_not(name, self._line()[0])

    def _why_not_edit(self) -> str | None:
        if len(letters := self._letters(*_OPEN)) == 1:
            found = letter(self.keeper.book.db, letters[0])
            if found and found.kind == "own_letter":
                return None
        return "Only a reminder, or a letter of your own, is changed here. r opens the record."

    def _why_nothing_to_print(self) -> str | None:
        if self.detail.has_focus and not self.lines.marked and not self._on(LETTER, THANK):
            return "What is opened is no letter that is due. esc goes back: there p prints all that are."
        if self._on(THANK) and not self._letters_of_thanks():
            return "No letter of thanks is due here: a notes thanks by telephone or in person."
        if self.lines.marked and not self._letters(LETTER):
            return "None of the marked lines is a letter that is due."
        return None if self.lines.count else "Nothing is due, so there is nothing to print."

    def _why_not_let_go(self) -> str | None:
        if self._on(HELD):
            return None
        cursor = self._cursor()
        found = letter(self.keeper.book.db, cursor[1]) if cursor and cursor[0] == LAPSED else None
        if found and found.kind == "thank_you":
            return None
        return "Only what is held, or a thank-you that lapsed, can be let go. A shows what is held."

    # What the verbs are about ---------------------------------------------------------------------------

    def _cursor(self) -> tuple[str, int] | None:
        key = self.lines.cursor_key
        return key if isinstance(key, tuple) and len(key) == 2 else None

    def _line(self) -> tuple[str, int]:
        """Return what the cursor stands on and its number; none of them where it stands on nothing."""
        return self._cursor() or ("", 0)

    def _on(self, *what: str) -> bool:
        """Tell whether the cursor stands on a line of one of these kinds, and nothing is marked."""
        cursor = self._cursor()
        return not self.lines.marked and cursor is not None and cursor[0] in what

    def _letters(self, *what: str) -> list[int]:
        """Return the marked letters of these kinds of lines, or the one under the cursor."""
        cursor = self._cursor()
        keys = self.lines.marked or ([cursor] if cursor else [])
        return sorted(key[1] for key in keys if isinstance(key, tuple) and key[0] in what)

    def _customer(self) -> int:
        what, number = self._line()
        db = self.keeper.book.db
        if what == CALL:
            return contact(db, number).customer_id
        if what == VIP:
            return number
        if what == WIN_BACK:
            from carebook.retention.store.win_backs import win_back

            return win_back(db, number).customer_id
        if what in (CASE, PROGRESS):
            return case(db, number).customer_id
        if what in REMINDERS:
            from carebook.tui.panes import today_reminders

            return today_reminders.customer_of(db, what, number)
        if what in REFERRAL_LINES:
            from carebook.tui.panes.today_referrals import customer_of

            return customer_of(db, what, number)
        found = letter(db, number)
        return found.customer_id if found else 0

    def customer_here(self) -> int | None:
        """Return the customer of the line under the cursor."""
        return (self._customer() or None) if self._cursor() else None

    def _named(self, letters: list[int]) -> str:
        """Name letters for the title of a question."""
        if len(letters) != 1:
            return f"{len(letters)} letters"
        found = letter(self.keeper.book.db, letters[0])
        return KINDS[found.kind].title if found else "this letter"

    # The verbs ------------------------------------------------------------------------------------------

    def do_leave(self) -> None:
        """Leave the state that is passing: a printing, or marks."""
        if self.printing:
            self.printing.stop()
        else:
            self.lines.clear_marks()

    def do_sent(self) -> None:
        """Mark as sent today; a promised call as made; what came of one to a slipping VIP is asked for."""
        from carebook.customers.desk import called_back

        cursor = self._cursor()
        if self._on(VIP, *REMINDERS, *REFERRAL_LINES):
            self.do_go_on()
            return
        if self._on(CALL) and cursor:
            self.keeper.run_verb(lambda book, today: called_back(book, cursor[1], today))
            return
        self._mark_sent(self._letters(LETTER))

    def do_snooze(self) -> None:
        """Put off until a day that is asked for."""
        from carebook.letters.desk.sending import snooze
        from carebook.tui.screens.ask import AskDay

        if self._on(*REMINDERS):
            from carebook.tui.panes import today_reminders

            today_reminders.put_off(self.keeper, *self._line())
            return
        letters = self._letters(*_OPEN)

        def put_off(until: date | None) -> None:
            if until and self.keeper.run_verb(lambda book, today: snooze(book, letters, until, today)):
                self.lines.clear_marks()

        self.app.push_screen(AskDay(f"Put off: {self._named(letters)}", "Until", hint="+1w"), put_off)

    def do_skip(self) -> None:
        """Leave out for good, for a reason that is asked for."""
        from carebook.letters.desk.sending import skip
        from carebook.tui.screens.ask import AskLine

        if self._on(VIP):
            self._leave_vip_alone()
            return
        if self._on(REWARD):
            self._go_on_with_referral(waive=True)
            return
        if self._on(REMIND):
            from carebook.tui.panes import today_reminders

            today_reminders.take_out(self.keeper, self._line()[1])
            return
        letters = self._letters(*_OPEN)

        def leave_out(reason: str | None) -> None:
            if reason and self.keeper.run_verb(lambda book, today: skip(book, letters, reason, today)):
                self.lines.clear_marks()

        self.app.push_screen(AskLine(f"Skip: {self._named(letters)}", "Why", hint="moved abroad"), leave_out)

    def _leave_vip_alone(self) -> None:
        from carebook.retention.desk.working import leave_alone
        from carebook.retention.model import Opportunity

        customer = self._customer()
        self.keeper.run_verb(lambda book, today: leave_alone(book, [customer], Opportunity.SLIPPING, today))

    def do_edit(self) -> None:
        """Change the reminder, or the letter of the owner's own, under the cursor."""
        from carebook.tui.panes import today_reminders

        change = today_reminders.change if self._on(*REMINDERS) else today_reminders.change_letter
        change(self.keeper, self._line()[1])

    def do_let_go(self) -> None:
        """Let a held letter go for a reason that is kept (SUP-8), or bring a lapsed thank-you back (LET-6)."""
        from carebook.letters.desk.sending import override_hold, send_late
        from carebook.tui.screens.ask import AskLine

        held, lapsed = self._letters(HELD), self._letters(LAPSED)
        if lapsed:
            self.keeper.run_verb(lambda book, today: send_late(book, lapsed[0], today))
            return

        def let_go(reason: str | None) -> None:
            if reason:
                self.keeper.run_verb(lambda book, today: override_hold(book, held[0], reason, today))

        self.app.push_screen(AskLine(f"Let go: {self._named(held[:1])}", "Why"), let_go)

    def do_go_on(self) -> None:
        """Do what the line says: the step of a case that is next, or a word to the customer."""
        from carebook.tui.forms.complaint_steps import next_form

        what, number = self._line()
        if what == PROGRESS:
            self.do_progress()
        elif what == WIN_BACK:
            self._go_on_winning_back(number)
        elif what == VIP:
            self._call_vip()
        elif what in REFERRAL_LINES:
            self._go_on_with_referral()
        elif what in REMINDERS:
            from carebook.tui.panes import today_reminders

            today_reminders.done(self.keeper, what, number)
        else:
            self.app.push_screen(next_form(self.keeper, case(self.keeper.book.db, number)))

    def _go_on_winning_back(self, number: int) -> None:
        from carebook.retention.store.win_backs import win_back
        from carebook.tui.forms.win_back_steps import next_form

        self.app.push_screen(next_form(self.keeper, win_back(self.keeper.book.db, number)))

    def _go_on_with_referral(self, *, waive: bool = False) -> None:
        from carebook.tui.panes.today_referrals import open_form

        what, number = self._line()
        open_form(self.keeper, what, number, waive=waive)

    def do_progress(self) -> None:
        """Note a word to the customer on how their case stands."""
        from carebook.tui.forms.complaint_steps import progress_form

        _, number = self._line()
        self.app.push_screen(progress_form(self.keeper, case(self.keeper.book.db, number)))

    def do_contact(self) -> None:
        """Log a contact with the customer of the line."""
        if self._on(VIP):
            self._call_vip()
        else:
            self.post_message(ContactWanted(self._customer()))

    def _call_vip(self) -> None:
        from carebook.retention.model import Opportunity
        from carebook.tui.forms.worked import call_form

        self.app.push_screen(call_form(self.keeper, self._customer(), Opportunity.SLIPPING))

    def do_customer(self) -> None:
        """Open the record of the customer of the line."""
        self.post_message(CustomerChosen(self._customer(), self._step))

    def _step(self, step: int) -> int | None:
        """Go on in the list to a line of another customer, and return who that is."""
        before, line = self._customer(), None
        while line != self.lines.cursor_key and self._customer() == before:
            line = self.lines.cursor_key
            self.lines.action_step(step)
        return self._customer() or None

    # Printing -------------------------------------------------------------------------------------------

    def do_print(self) -> None:
        """Print the marked letters and cards; the letter of the thanks under the cursor or the one that is opened; else
        all that are due."""
        if not (self.lines.marked or self.detail.has_focus or self._on(THANK)):
            self.start_printing(None, None)
            return
        chosen = self._letters(LETTER) or self._letters_of_thanks()
        cards = [number for number in chosen if self._by_hand(number)]
        emails = [number for number in chosen if self._by_email(number)]
        self.start_printing([number for number in chosen if number not in (*cards, *emails)], cards, emails)

    def wanted(self) -> Wanted | None:
        """Return the marked letters, the one that is opened, or all that are due, for paper of every kind."""
        forms = ("letters", "email", "labels", "envelopes", "cards", "sheets")
        if self.lines.marked or self.detail.has_focus:
            chosen = self._letters(LETTER)
            return Wanted(self._named(chosen), forms, chosen) if chosen else None
        return Wanted("all that is due", forms)

    def letter_here(self) -> int | None:
        """Return the letter under the cursor."""
        cursor = self._cursor()
        return cursor[1] if cursor and cursor[0] in (*_OPEN, LAPSED) else None

    def _why_no_paper(self, name: str) -> str | None:
        if name == "copy":
            return None if self.letter_here() is not None else "Put the cursor on a letter to copy its text."
        if self.printing:
            return "One printing is under way; esc stops it."
        if name == "print":
            return self._why_nothing_to_print()
        return None if self.lines.count else "Nothing is due, so there is nothing to print."

    def _letters_of_thanks(self) -> list[int]:
        """Return the letter that thanks for the introduction under the cursor, where it is due."""
        if not self._on(THANK):
            return []
        from carebook.tui.panes.today_referrals import letter_of_thanks

        return letter_of_thanks(self.keeper.book.db, self._letters(THANK)[0])

    def _by_email(self, number: int) -> bool:
        from carebook.letters.store.letters import on_agenda

        due = on_agenda(self.keeper.book.db, number)
        return due is not None and due.channel == "e-mail"

    def _by_hand(self, number: int) -> bool:
        found = letter(self.keeper.book.db, number)
        return found is not None and KINDS[found.kind].handwritten
