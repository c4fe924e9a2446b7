"""What can be done with the referral under the cursor, wherever it is listed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from carebook.customers.store import count
from carebook.referrals.model import ForWhom, Reward, Stage
from carebook.referrals.refusals import NotThere
from carebook.referrals.store.standing import NextStep, Standing, standing
from carebook.tui.messages import ContactWanted, CustomerChosen
from carebook.tui.panes.list_and_detail import ListAndSheet
from carebook.tui.panes.referrals_sheet import Sheet, laid_out, sheet_of
from carebook.tui.panes.referrals_teaching import NO_CUSTOMERS, Teaching
from carebook.tui.panes.sheet_page import SheetPage
from carebook.tui.screens.record.card import short_day
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import Source

if TYPE_CHECKING:
    from carebook.tui.screens.form import FormScreen


class ReferralsView(ListAndSheet):
    """A list of referrals, and the sheet of the one under the cursor."""

    detail: SheetPage[Sheet]

    def __init__(self, columns: tuple[Column, ...], teaching: Teaching) -> None:
        """A list of these columns; `teaching` is said where it is empty."""
        super().__init__(RecordList(columns, heads=True, classes="choices"), SheetPage(laid_out))
        self._teaching = teaching

    def compose(self) -> ComposeResult:
        """List and sheet."""
        yield from self.work()

    def source(self) -> Source:
        """Return what is listed."""
        raise NotImplementedError

    def referral_id(self) -> int | None:
        """Return the referral under the cursor."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """List them."""
        self.lines.show(self.source())
        self._teach()

    def reload(self) -> None:
        """Read them anew."""
        super().reload()
        self._teach()

    def _teach(self) -> None:
        self.lines.say_when_empty(self._teaching.said(self.keeper.book.db))

    @property
    def how(self) -> Standing | None:
        """How the referral under the cursor stands, if it is in the book still."""
        found = self.referral_id()
        try:
            return None if found is None else standing(self.keeper.book.db, found, self.keeper.today)
        except NotThere:
            return None

    def customer_here(self) -> int | None:
        """Return who sent the one under the cursor."""
        return how.referral.customer_id if (how := self.how) else None

    def show_detail(self) -> None:
        """Show the referral under the cursor, where there is room for it."""
        if self.detail.display:
            keeper, how = self.keeper, self.how
            self.detail.show_sheet(sheet_of(keeper.book.db, how, keeper.shop, keeper.today) if how else None)

    # Why a verb is off ---------------------------------------------------------------------------------------

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off for the referral under the cursor."""
        how = self.how
        if how is None:
            first = "Nothing is under the cursor. n notes whom somebody sent to you."
            return first if count(self.keeper.book.db) else NO_CUSTOMERS
        check: Callable[[Standing], str | None] | None = getattr(self, f"_no_{name}", None)
        return check(how) if check else None

    def _no_go_on(self, how: Standing) -> str | None:
        return None if how.next_step else "Nothing is left to do here now."

    def _no_thank(self, how: Standing) -> str | None:
        on = how.referral.thanked_on
        return f"They were thanked for it already, on {short_day(on, self.keeper.today)}." if on else None

    def _no_came(self, how: Standing) -> str | None:
        found = how.referral
        if found.referred_id is None:
            return None
        on = f" on {short_day(found.contact_on, self.keeper.today)}" if found.contact_on else ""
        return f"They came to you{on} and have their record: r opens it."

    def _no_bought(self, how: Standing) -> str | None:
        if how.referral.referred_id:
            return None
        if how.referral.contact_on:
            return "Their record is not in the book: v enters them, or says who they are."
        return "They have not come to you yet: v notes it when they do."

    def _no_not_now(self, how: Standing) -> str | None:
        return "They have bought already." if how.referral.stage is Stage.BOUGHT else None

    def _no_reward(self, how: Standing) -> str | None:
        if not how.referral.counts:
            return "Somebody else counts as the one who sent them, so there is no reward here."
        settled = len(how.rewards) == len(ForWhom) and not how.open_rewards
        return "Both have their reward already." if settled else None

    def _no_pay(self, how: Standing) -> str | None:
        return None if how.open_rewards else "No reward is waiting here: m promises one."

    def _no_waive(self, how: Standing) -> str | None:
        return self._no_pay(how)

    # What can be done ----------------------------------------------------------------------------------------

    def do_go_on(self) -> None:
        """Do what is next."""
        ways = {
            NextStep.THANK: self.do_thank,
            NextStep.REWARD: self.do_pay,
            NextStep.CAME: self.do_came,
            NextStep.BOUGHT: self.do_bought,
        }
        if (how := self.how) and how.next_step:
            ways[how.next_step]()

    def do_thank(self) -> None:
        """Note thanks by telephone or in person."""
        from carebook.tui.forms.referral_steps import thanks_form

        if how := self.how:
            self._ask(thanks_form(self.keeper, how.referral))

    def do_came(self) -> None:
        """Note that they came."""
        from carebook.tui.forms.referral_steps import came_form

        if how := self.how:
            self._ask(came_form(self.keeper, how.referral))

    def do_bought(self) -> None:
        """Enter what they bought."""
        from carebook.tui.forms.sale import sale_form

        if (how := self.how) and how.referral.referred_id:
            self._ask(sale_form(self.keeper, how.referral.referred_id))

    def do_not_now(self) -> None:
        """Note that they want nothing now; or take it up again."""
        from carebook.referrals.desk.introducing import take_up
        from carebook.tui.forms.referral_steps import not_now_form

        if (how := self.how) is None:
            return
        if how.referral.stage is not Stage.NOT_NOW:
            self._ask(not_now_form(self.keeper, how.referral))
            return
        referral_id = how.referral.id
        self.keeper.run_verb(lambda book, today: take_up(book, referral_id, today))

    def do_reward(self) -> None:
        """Promise a reward, or change what is promised."""
        from carebook.tui.forms.referral_rewards import reward_form

        if how := self.how:
            self._ask(reward_form(self.keeper, how.referral, next(iter(self.in_turn(how)), None)))

    def do_pay(self) -> None:
        """Note that a reward was handed over."""
        from carebook.tui.forms.referral_rewards import paid_form

        if how := self.how:
            self._ask(paid_form(self.keeper, how.referral, self.in_turn(how)))

    def do_waive(self) -> None:
        """Drop a reward."""
        from carebook.tui.forms.referral_rewards import waived_form

        if how := self.how:
            self._ask(waived_form(self.keeper, how.referral, self.in_turn(how)))

    def do_correct(self) -> None:
        """Put right who sent them."""
        from carebook.tui.forms.referral_steps import correction_form

        if how := self.how:
            self._ask(correction_form(self.keeper, how.referral))

    def do_contact(self) -> None:
        """Log a contact with the one who sent them."""
        if how := self.how:
            self.post_message(ContactWanted(how.referral.customer_id))

    def do_history(self) -> None:
        """Open the record of the one who sent them."""
        if how := self.how:
            self.post_message(CustomerChosen(how.referral.customer_id))

    def do_customer(self) -> None:
        """Open the record of who was sent; as long as there is none, of who sent them."""
        if how := self.how:
            self.post_message(CustomerChosen(how.referral.referred_id or how.referral.customer_id))

    def in_turn(self, how: Standing) -> list[Reward]:
        """Return the rewards that are not settled, in the order in which they are offered."""
        return how.open_rewards

    def _ask(self, form: FormScreen) -> None:
        self.app.push_screen(form)
