"""A shop whose customers bring others: what the tests of imported referrals share."""

from importing import TODAY, Shop

from carebook.entry import read
from carebook.referrals.store import referrals
from carebook.typed import Setting

HEAD = "external_id,referrer,introduced,on,customer,status,reward,note\n"
SETTING = Setting("US", "USD", TODAY)
PEOPLE = (
    "external_id,name,email,phone\nA-1,Ann Park,ann@example.com,\n,Bo Ray,,\n,Cy Dorn,cy@example.com,\n"
    "D-4,Dora Lee,,\n,Twin,,1\n,Twin,,2\n"
)
SALES = "external_id,customer,date,product,amount\nS-1,D-4,2026-06-01,mower,300\n"


def with_people(shop: Shop) -> Shop:
    """The shop with Ann, Bo, Cy, Dora, who bought in June, and two called Twin."""
    shop.run(PEOPLE)
    shop.run(SALES)
    return shop


def enter(model, **typed: str):
    return read(model, typed, SETTING)


def ids(shop: Shop) -> list[int]:
    """The referrals of the book, in the order in which they came in."""
    return [number for (number,) in shop.rows("SELECT id FROM referral ORDER BY id")]


def all_of(shop: Shop) -> list[tuple[object, ...]]:
    """Every referral: referrer, introduced, referred, stage, whether it counts."""
    found = (referrals.referral(shop.book.db, number) for number in ids(shop))
    called = dict(shop.rows("SELECT id, name FROM customer"))
    return [
        (called[one.customer_id], one.introduced, called.get(one.referred_id, ""), str(one.stage), one.counts)
        for one in found
    ]


def who(shop: Shop, name: str) -> int:
    """The customer of a name."""
    return shop.rows("SELECT id FROM customer WHERE name = ?", name)[0][0]
