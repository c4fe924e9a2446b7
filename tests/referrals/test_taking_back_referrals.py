"""Whatever is done at the referrals' desk is taken back exactly, and done again (S9)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from referral_desk import VOUCHERS, Desk

from carebook.book import journal
from carebook.book.refusals import DoneBefore
from carebook.customers.entry import CustomerEntry
from carebook.referrals.desk import asking, driving, introducing, partnering, rewarding
from carebook.referrals.entry import (
    DriveEndEntry,
    DriveEntry,
    HalfTimeEntry,
    MomentEntry,
    NotNowEntry,
    PartnerEntry,
    PassedOnEntry,
    RewardEntry,
    TermsEntry,
    WaivedEntry,
)

ANN, BO, CY, PAWS = 1, 2, 3, 4
NAMED, BROUGHT, SET_ASIDE = 1, 2, 3
PROMISED, OTHER_PROMISED = 1, 2


@pytest.fixture
def begun(desk: Desk) -> Desk:
    """Ann named somebody and brought Bo, was asked and praised us; Paws is a partner; a drive ran and one is on."""
    for name in ("Ann", "Bo", "Cy", "Paws"):
        desk.customer(name, opened_on=date(2020, 1, 1))
    desk.set_terms(**VOUCHERS)
    desk.introduce(ANN, "Somebody")
    desk.brought(ANN, BO)
    aside = desk.introduce(PAWS, "Somebody else")
    introducing.not_now(desk.book, aside.id, desk.form(NotNowEntry), desk.today)
    desk.sale(CY, "2026-01-05")
    desk.sale(CY, "2026-02-05")
    desk.praise(CY)
    desk.enter("ask", customer_id=ANN, wanted_on=desk.today, asked_on=desk.today, by_channel="phone")
    partnering.make_partner(desk.book, PAWS, desk.form(PartnerEntry), desk.today)
    desk.drive(name="Spring", starts_on="2026-03-02", weeks="10")
    desk.drive(name="Autumn", starts_on="2026-11-02", weeks="6")
    return desk


def _dora(desk: Desk) -> CustomerEntry:
    return desk.form(CustomerEntry, name="Dora Field")


VERBS: dict[str, Callable[[Desk], object]] = {
    "introduce": lambda at: at.introduce(ANN),
    "introduce a customer": lambda at: at.brought(BO, CY),
    "add_introduced": lambda at: introducing.add_introduced(at.book, _dora(at), ANN, at.today),
    "come_in_contact": lambda at: introducing.come_in_contact(at.book, NAMED, CY, at.today, at.today),
    "come_as_new": lambda at: introducing.come_as_new(at.book, NAMED, _dora(at), at.today),
    "not_now": lambda at: introducing.not_now(at.book, NAMED, at.form(NotNowEntry), at.today),
    "take_up": lambda at: introducing.take_up(at.book, SET_ASIDE, at.today),
    "correct_referrer": lambda at: at.correct(at.referral(BROUGHT), CY),
    "thank": lambda at: at.thank(at.referral(NAMED)),
    "promise": lambda at: rewarding.promise(
        at.book, NAMED, at.form(RewardEntry, for_whom="introduced", kind="gift"), at.today
    ),
    "change_reward": lambda at: rewarding.change_reward(at.book, PROMISED, at.form(RewardEntry, kind="gift"), at.today),
    "pay": lambda at: at.pay(PROMISED),
    "waive": lambda at: rewarding.waive(at.book, OTHER_PROMISED, at.form(WaivedEntry, ending="Kin"), at.today),
    "set_terms": lambda at: rewarding.set_terms(at.book, at.form(TermsEntry), at.today),
    "set_terms of a new day": lambda at: rewarding.set_terms(
        at.book, at.form(TermsEntry), at.today + timedelta(days=1)
    ),
    "note_moment": lambda at: asking.note_moment(at.book, ANN, at.form(MomentEntry, kind="extra service"), at.today),
    "remove_moment": lambda at: asking.remove_moment(at.book, 1, at.today),
    "ask": lambda at: at.ask(CY, answer="agreed"),
    "ask by letter": lambda at: asking.ask_by_letter(at.book, [CY], "post", at.today),
    "answer": lambda at: at.answer(1, answer="later", again_on="+4w"),
    "make_partner": lambda at: partnering.make_partner(at.book, BO, at.form(PartnerEntry), at.today),
    "edit_partner": lambda at: partnering.edit_partner(at.book, 1, at.form(PartnerEntry, trade="vet"), at.today),
    "end_partner": lambda at: partnering.end_partner(at.book, 1, at.today),
    "pass_on": lambda at: partnering.pass_on(at.book, PAWS, at.form(PassedOnEntry, name="Zed"), at.today),
    "start_drive": lambda at: at.drive(name="Next", starts_on="2027-03-01", weeks="4"),
    "edit_drive": lambda at: driving.edit_drive(
        at.book, 2, at.form(DriveEntry, name="Fall", starts_on="2026-11-02", weeks="5", baseline="5"), at.today
    ),
    "note_half_time": lambda at: driving.note_half_time(at.book, 2, at.form(HalfTimeEntry, half_time="Ask."), at.today),
    "close_drive": lambda at: driving.close_drive(at.book, 1, at.form(DriveEndEntry), at.today),
    "remove_drive": lambda at: driving.remove_drive(at.book, 2, at.today),
}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_one_action_taken_back_and_done_again_exactly(begun: Desk, verb: str) -> None:
    """S9."""
    before = journal.dump(begun.book.db)
    actions = begun.book.db.execute("SELECT count(*) FROM action").fetchone()[0]
    VERBS[verb](begun)
    assert begun.book.db.execute("SELECT count(*) FROM action").fetchone()[0] == actions + 1
    after = journal.dump(begun.book.db)
    begun.book.undo(begun.today)
    assert journal.dump(begun.book.db) == before
    begun.book.redo(begun.today)
    assert journal.dump(begun.book.db) == after


def test_a_form_saved_twice_is_done_once(begun: Desk) -> None:
    """One token is one save."""
    entry = begun.form(PassedOnEntry, name="Zed")
    partnering.pass_on(begun.book, PAWS, entry, begun.today, token="once")
    before = journal.dump(begun.book.db)
    with pytest.raises(DoneBefore):
        partnering.pass_on(begun.book, PAWS, entry, begun.today, token="once")
    assert journal.dump(begun.book.db) == before
