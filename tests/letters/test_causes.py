"""Why a letter waits, in the owner's words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from carebook.customers.whom import NOBODY
from carebook.letters.causes import said, said_of, waits_too_long
from carebook.letters.model import KINDS, Due, LetterClass
from carebook.letters.rules import Candidate, Household, Piece, decide
from carebook.shop.model import Numbers

WED = date(2026, 11, 25)
WORDS_OF_THE_RULES = (
    *("whom to write to", "spacing", "pieces", "quiet period", "opt-out"),
    *("deceased", "do-not-contact", "no-marketing"),
)


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        ("spacing until 2026-12-02", "waits until Wed 2 Dec: too soon after another letter"),
        (
            "quiet period until 2027-01-05; no address",
            "waits until Tue 5 Jan 2027: a death in the household; no address to send it to",
        ),
        ("5 posted pieces in 90 days until 2026-12-02", "waits until Wed 2 Dec: no more than 5 by post in 90 days"),
        ("complaint C-7", "waits until complaint C-7 is settled"),
        ("complaint C-7 until 2026-12-02", "waits until Wed 2 Dec: too soon after complaint C-7"),
        (
            "3 win-back contacts in 90 days until 2026-12-02",
            "waits until Wed 2 Dec: 3 times in touch in 90 days is enough",
        ),
        (
            "An offer letter needs their permission to keep in touch (step: permission) first.",
            "needs their permission to keep in touch (step: permission) first",
        ),
        ("win-back ended", "the win-back has ended"),
        ("no permission for e-mail", "no leave yet for offers by e-mail"),
        ("not before 2026-12-02, nor after 2026-12-09", "not before Wed 2 Dec, nor after Wed 9 Dec"),
        ("order 2026-13-45 of 12026-12-021", "order 2026-13-45 of 12026-12-021"),
        (NOBODY, "somebody died, or is a child: change envelope and salutation on the record"),
        ("written by hand", "written by hand"),
        ("", ""),
    ],
)
def test_a_cause_is_said_in_plain_words_and_with_its_days(cause: str, words: str) -> None:
    assert said(cause, WED) == words


HOME = Household((), (), has_post=True, has_email=True, has_phone=True, quiet_from=None)
WENT = tuple(Piece(number, "2026-11-24", False, True, True, True) for number in range(9))


@pytest.mark.parametrize(
    "household",
    [
        replace(HOME, causes=("deceased", "do-not-contact", "no-marketing")),
        replace(HOME, causes=("gone-away", "no-e-mail", "no-phone")),
        replace(HOME, causes=("no-post",), has_phone=False),
        replace(HOME, has_post=False, has_email=False, has_phone=False),
        replace(HOME, nobody=True),
        replace(HOME, quiet_from="2026-11-20"),
        replace(HOME, pieces=WENT),
    ],
    ids=lambda household: " ".join(household.causes) or repr(household)[:40],
)
@pytest.mark.parametrize("numbers", [Numbers(), Numbers(posted_most=0, selling_most=0)])
def test_no_cause_reaches_the_screen_in_the_words_of_the_rules(household: Household, numbers: Numbers) -> None:
    newsletter = KINDS["newsletter"]
    letter = Candidate(
        letter=99,
        kind="newsletter",
        letter_class=LetterClass.SELLING,
        rank=newsletter.rank,
        due="2026-11-20",
        late_after=None,
        channel="post",
        spaced=True,
        printed=False,
        snoozed_until=None,
        overridden=(),
    )
    (decision,) = decide([letter], household, "2026-11-25", numbers)
    assert decision.cause
    assert not any(word in said(decision.cause, WED) for word in WORDS_OF_THE_RULES)


@pytest.mark.parametrize(
    ("cause", "lapses", "printed_on", "words"),
    [
        ("spacing until 2026-12-02", "2026-11-25", None, "lapses on Thu 26 Nov before its wait is over"),
        ("no address; spacing until 2026-12-02", "2026-12-01", None, "lapses on Wed 2 Dec before its wait is over"),
        ("spacing until 2026-12-02", "2026-12-02", None, "waits until Wed 2 Dec: too soon after another letter"),
        ("spacing until 2026-12-02", None, None, "waits until Wed 2 Dec: too soon after another letter"),
        ("complaint C-7 until 2026-12-02", "2026-11-25", WED.isoformat(), "waits until Wed 2 Dec: too soon after"),
        ("complaint C-7", "2026-11-25", None, "waits until complaint C-7 is settled"),
    ],
)
def test_a_letter_that_lapses_before_its_wait_is_over_says_so(
    cause: str, lapses: str | None, printed_on: str | None, words: str
) -> None:
    """FRQ-1: a hold never moves a window."""
    due = Due(
        *(1, "birthday", "goodwill", 1, "Ann Park", "customer", 1, "", "2026-11-25", "2026-11-15", None, lapses),
        *("held", cause, "post", printed_on),
    )
    assert said_of(due, WED).startswith(words)
    assert waits_too_long(due) == words.startswith("lapses")
