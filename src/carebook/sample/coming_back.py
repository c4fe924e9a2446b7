"""How Rosie tried to win customers back, through the verbs of the retention desk."""

from __future__ import annotations

from datetime import date

from carebook.book.book import Book
from carebook.customers import store as customers_store
from carebook.retention import entry as entries
from carebook.retention.desk import leaving, winning, working
from carebook.retention.model import Opportunity
from carebook.sample.almanac import Almanac
from carebook.sample.drifting import ASKED_WHY, CAME_BACK, LET_GO, MOVED, NOT_WON, OFFERED, OWNED, WONDERED


class _Case:
    """One win-back, each step on its day."""

    def __init__(self, book: Book, name: str, on: date) -> None:
        self._book, self._on = book, on
        _, case = winning.open_win_back(book, customers_store.who(book.db, name), on)
        self._id = case.id

    def wanted(self, on: date) -> None:
        winning.decide(self._book, self._id, entries.WantEntry(on_day=on), on)

    def let_go(self, on: date, why: str) -> None:
        winning.decide(self._book, self._id, entries.WantEntry(on_day=on, wanted="let go", ending=why), on)

    def why(self, on: date, reason: str, words: str, answers: tuple[str, str], strengths: tuple[str, str]) -> None:
        entry = entries.WhyEntry(
            on_day=on,
            reason=reason,
            reason_words=words,
            first_question="What made you look elsewhere?",
            first_answer=answers[0],
            second_question="What would we have had to do for you to stay?",
            second_answer=answers[1],
            chose_for=strengths[0],
            left_for=strengths[1],
        )
        winning.learn_why(self._book, self._id, entry, on)

    def offer(self, on: date, side: str, feature: str, price: int, rating: int) -> None:
        who = "" if side == "ours" else "the farm store in Quarry Bridge"
        entry = entries.OfferEntry(on_day=on, side=side, who=who, feature=feature, price=price, rating=rating)
        winning.add_offer(self._book, self._id, entry, on)

    def owned(self, on: date, our_part: str, changed: str, *, via: str = "phone") -> None:
        entry = entries.ResponsibilityEntry(on_day=on, via=via, our_part=our_part, what_changed=changed)
        winning.take_responsibility(self._book, self._id, entry, on)

    def may_write(self, on: date) -> None:
        entry = entries.PermissionEntry(on_day=on, permission="given", permission_how="said so on the telephone")
        winning.note_permission(self._book, self._id, entry, on)

    def written_to(self, on: date, offer: str) -> None:
        winning.offer_by_letter(self._book, self._id, entries.OfferLetterEntry(offer=offer), on)

    def ended(self, on: date, outcome: str, ending: str) -> None:
        winning.end(self._book, self._id, entries.EndingEntry(on_day=on, outcome=outcome, ending=ending), on)


def once_asked(book: Book, day: Almanac) -> None:
    """Tell of those who were asked, in the order of the days."""
    gone = _Case(book, LET_GO, day.ago(260))
    gone.let_go(day.ago(260), "Nothing ever pleased him. Wished him well, and told him where they stock his gloves.")
    back = _Case(book, CAME_BACK, day.ago(75))
    back.wanted(day.ago(75))
    answers = ("Your lavender died twice.", "Told me that it wants no winter wet.")
    back.why(day.ago(70), "dissatisfied", "Nobody told her how to plant it.", answers, ("Choice", "Advice"))
    back.offer(day.ago(70), "ours", "two plants for one", 1680, 5)
    back.offer(day.ago(70), "theirs", "planted by them", 4200, 7)
    back.owned(day.ago(66), "We sold her plants without a word on how to keep them.", "A card with every plant.")
    back.may_write(day.ago(66))
    back.ended(day.ago(52), "won back", "Came in for shears, and left with a card on lavender.")
    lost = _Case(book, NOT_WON, day.ago(140))
    lost.wanted(day.ago(140))
    answers = ("Dog food is cheaper by the pallet.", "Match their price.")
    lost.why(day.ago(133), "better value elsewhere", "", answers, ("Nearby", "Price"))
    lost.offer(day.ago(133), "ours", "brought to the door", 5490, 4)
    lost.offer(day.ago(133), "theirs", "by the pallet", 4400, 9)
    lost.owned(day.ago(126), "We never told him what he paid for.", "")
    lost.may_write(day.ago(126))
    lost.ended(day.ago(95), "not won", "He stays with the pallet.")


def now(book: Book, day: Almanac) -> None:
    """Tell of those who are being won back, whose next letter waits this morning; and of one who told us."""
    moved = entries.DepartureEntry(
        noted_on=day.ago(20), reason="moved", words="To her daughter, by the sea.", told=True
    )
    leaving.note_departure(book, customers_store.who(book.db, MOVED), moved, day.ago(20))
    _Case(book, WONDERED, day.eve)
    asked = _Case(book, ASKED_WHY, day.ago(3))
    asked.wanted(day.ago(2))
    owned = _Case(book, OWNED, day.ago(20))
    owned.wanted(day.ago(20))
    answers = ("I waited at the counter while you were on the telephone.", "Looked up, that is all.")
    owned.why(
        day.ago(12), "felt unappreciated", "Twenty minutes, and nobody looked up.", answers, ("Friendliness",) * 2
    )
    owned.offer(day.ago(2), "theirs", "carried to the car", 1650, 8)
    owned.owned(day.ago(2), "We let you stand there for twenty minutes.", "The telephone waits now.", via="post")
    offered = _Case(book, OFFERED, day.ago(30))
    offered.wanted(day.ago(30))
    answers = ("You were out of our litter three times.", "Put a bag aside for us.")
    offered.why(day.ago(24), "dissatisfied", "Three times in vain.", answers, ("Nearby", "Keeps its word"))
    offered.offer(day.ago(24), "ours", "a bag put aside every month", 3870, 9)
    offered.owned(day.ago(16), "We let you come three times in vain.", "We count the shelf on Mondays.")
    offered.may_write(day.ago(16))
    offered.written_to(day.eve, "A bag of Tuppence's litter put aside for you every month, brought to your door.")
    call = entries.WorkedEntry(on_day=day.ago(9), response="positive", note="Glad to be asked. Comes in spring.")
    working.log_call(book, customers_store.who(book.db, "Wendell Oakes"), Opportunity.SLIPPING, call, day.ago(9))
