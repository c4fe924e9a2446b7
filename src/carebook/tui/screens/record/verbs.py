"""What can be done in a record: with the customer, or with the line under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from carebook.complaints.store.cases import steps_of
from carebook.customers import store
from carebook.customers.store.mergings import has_mergings
from carebook.customers.store.reminders import reminder
from carebook.tui.doer import Doer
from carebook.tui.messages import ContactWanted
from carebook.tui.screens.record.household import HouseholdVerbs

if TYPE_CHECKING:
    from carebook.letters.model import OwnLetter
    from carebook.tui.widgets.record_list import RecordList
    from carebook.tui.widgets.timeline import Timeline

Line = tuple[str, int]
_CHANGED_HERE = ("member", "occasion", "sale", "reminder")
_REMOVED_HERE = (*_CHANGED_HERE, "contact", "news")


class RecordVerbs(HouseholdVerbs, Doer, Screen[None]):
    """The verbs of a record."""

    customer_id: int
    people: RecordList
    timeline: Timeline

    def line(self) -> Line | None:
        """Return the line under the cursor of the list with the focus: its kind and id; none where no list has it."""
        for part in (self.people, self.timeline):
            if part.has_focus and isinstance(part.cursor_key, tuple):
                return part.cursor_key
        return None

    def customer_here(self) -> int | None:
        """Return whose record it is."""
        return self.customer_id

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off for the line under the cursor."""
        line = self.line()
        if name == "unmerge" and not has_mergings(self.keeper.book.db, self.customer_id):
            return "No other record was merged into this one."
        if name in ("edit", "remove") and self.own_letter() is not None:
            return None
        if name == "refund":
            sale = store.sale(self.keeper.book.db, line[1]) if line and line[0] == "sale" else None
            return None if sale and sale.refund_of is None else "Go to a sale below first: tab, then up and down."
        if name == "edit" and line and line[0] not in _CHANGED_HERE:
            return "Only sales, members and days are changed here. del takes a contact or news out."
        if name == "edit" and line and line[0] == "reminder" and reminder(self.keeper.book.db, line[1]).done_on:
            return "That is done. r notes another reminder."
        if name == "remove" and line and line[0] not in _REMOVED_HERE:
            return "A letter is part of the plan: press 1 to skip it, or 4 to see what was sent."
        if name == "edit" and line and line[0] == "sale" and store.sale(self.keeper.book.db, line[1]).refund_of:
            return "A refund is not changed: remove it and refund the sale again."
        if name == "day" and line and line[0] == "member" and store.member(self.keeper.book.db, line[1]).died_on:
            return "Nothing is sent to someone who died."
        return self.why_not_in_household(name)

    def do_merge(self) -> None:
        """Compare with another record of the same customer."""
        from carebook.tui.screens.merging.screen import merge_with

        merge_with(self.keeper, self.customer_id)

    def do_unmerge(self) -> None:
        """Take a record that was merged into this one out again."""
        from carebook.tui.screens.merging.merged import ask_which_to_take_out

        name = store.customer(self.keeper.book.db, self.customer_id).name
        ask_which_to_take_out(self.keeper, self.customer_id, name)

    def do_history(self) -> None:
        """Show who they were before."""
        from carebook.tui.screens.history.screen import HistoryScreen

        self.app.push_screen(HistoryScreen(self.customer_id))

    def case_of_line(self) -> int | None:
        """Return the case whose step is under the cursor of the timeline."""
        steps = {("step", step.id): step.complaint_id for step in steps_of(self.keeper.book.db, self.customer_id)}
        line = self.line()
        return steps.get(line) if line else None

    def referral_of_line(self) -> int | None:
        """Return the referral whose step is under the cursor of the timeline."""
        from carebook.referrals.store.referrals import referral_of_step

        line = self.line()
        return referral_of_step(self.keeper.book.db, line[1]) if line and line[0] == "referral" else None

    def _member(self) -> int | None:
        """Return the member under the cursor."""
        line = self.line()
        return line[1] if line and line[0] == "member" else None

    def do_edit(self) -> None:
        """Change what the cursor is on."""
        from carebook.tui.forms.addressing import asking_how_addressed
        from carebook.tui.forms.customer import edit_customer_form
        from carebook.tui.forms.member import edit_member_form
        from carebook.tui.forms.occasion import edit_occasion_form
        from carebook.tui.forms.reminder import edit_reminder_form
        from carebook.tui.forms.sale import edit_sale_form

        app = self.keeper
        if own := self.own_letter():
            from carebook.tui.screens.own_letter import change_letter

            change_letter(app, own)
            return
        ask = asking_how_addressed(app, self.customer_id)
        match self.line():
            case ("member", number):
                app.push_screen(edit_member_form(app, number), ask)
            case ("occasion", number):
                app.push_screen(edit_occasion_form(app, number))
            case ("sale", number):
                app.push_screen(edit_sale_form(app, number))
            case ("reminder", number):
                app.push_screen(edit_reminder_form(app, number))
            case _:
                app.push_screen(edit_customer_form(app, self.customer_id), ask)

    def do_bought(self) -> None:
        """Enter a sale."""
        from carebook.tui.forms.sale import sale_form

        self.keeper.push_screen(sale_form(self.keeper, self.customer_id))

    def do_refund(self) -> None:
        """Give back money for the sale under the cursor."""
        from carebook.tui.forms.refund import refund_form

        if line := self.line():
            self.keeper.push_screen(refund_form(self.keeper, line[1]))

    def do_contact(self) -> None:
        """Log a contact."""
        self.post_message(ContactWanted(self.customer_id))

    def do_remind(self) -> None:
        """Note what to be reminded of."""
        from carebook.tui.forms.reminder import reminder_form

        self.keeper.push_screen(reminder_form(self.keeper, self.customer_id))

    def do_letter(self) -> None:
        """Write a letter of one's own."""
        from carebook.tui.screens.own_letter import write_letter

        write_letter(self.keeper, self.customer_id)

    def own_letter(self) -> OwnLetter | None:
        """Return the letter of the owner's own under the cursor of the timeline."""
        from carebook.letters.store import own_letters
        from carebook.letters.store.letters import letter

        db = self.keeper.book.db
        match self.line():
            case ("letter", number):
                return own_letters.own_of(db, letter(db, number))
            case ("ownletter", number):
                return own_letters.own_letter(db, number)
            case _:
                return None

    def do_complaint(self) -> None:
        """Log a complaint, about the sale under the cursor if it is on one."""
        from carebook.tui.forms.complaint import log_complaint

        line = self.line()
        sale = store.sale(self.keeper.book.db, line[1]) if line and line[0] == "sale" else None
        log_complaint(self.keeper, self.customer_id, (sale.refund_of or sale.id) if sale else None)

    def do_sent(self) -> None:
        """Note whom they sent to us."""
        from carebook.tui.forms.referral_steps import introduction_form

        self.keeper.push_screen(introduction_form(self.keeper, self.customer_id))

    def do_member(self) -> None:
        """Add a member."""
        from carebook.tui.forms.addressing import asking_how_addressed
        from carebook.tui.forms.member import member_form

        ask = asking_how_addressed(self.keeper, self.customer_id)
        self.keeper.push_screen(member_form(self.keeper, self.customer_id), ask)

    def do_day(self) -> None:
        """Add a yearly day of the customer, or of the member under the cursor."""
        from carebook.tui.forms.occasion import occasion_form

        self.keeper.push_screen(occasion_form(self.keeper, self.customer_id, self._member()))

    def do_news(self) -> None:
        """Note news of the customer, or of the member under the cursor."""
        from carebook.tui.forms.news import news_form

        self.keeper.push_screen(news_form(self.keeper, self.customer_id, self._member()))

    def do_remove(self) -> None:
        """Take out what the cursor is on; undo brings it back, so nothing is asked."""
        from carebook.customers import desk
        from carebook.tui.forms.addressing import asking_how_addressed

        if own := self.own_letter():
            from carebook.letters.desk.own_letters import remove_own

            self.keeper.run_verb(lambda book, today: remove_own(book, own.id, today))
            return
        match self.line():
            case ("member", number):
                ask = asking_how_addressed(self.keeper, self.customer_id)
                ask(self.keeper.run_verb(lambda book, today: desk.remove_member(book, number, today)))
            case ("occasion", number):
                self.keeper.run_verb(lambda book, today: desk.remove_occasion(book, number, today))
            case ("sale", number):
                self.keeper.run_verb(lambda book, today: desk.remove_sale(book, number, today))
            case ("contact", number):
                self.keeper.run_verb(lambda book, today: desk.remove_contact(book, number, today))
            case ("news", number):
                self.keeper.run_verb(lambda book, today: desk.remove_news(book, number, today))
            case ("reminder", number):
                from carebook.customers.desk.reminding import remove_reminder

                self.keeper.run_verb(lambda book, today: remove_reminder(book, number, today))
            case _:
                self.keeper.run_verb(lambda book, today: desk.remove_customer(book, self.customer_id, today))
