"""Writing a letter: the words of its kind, the facts of one customer, and the text as it will be read (LET-8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from carebook.errors import Refusal
from carebook.letters import languages, lint, own
from carebook.letters.facts import CustomerFacts, LetterFacts, ShopFacts
from carebook.letters.model import KINDS, LetterClass
from carebook.letters.paper.sizes import Page, page_of
from carebook.letters.passing_on import PassingOn
from carebook.letters.rules import class_of
from carebook.letters.shelf import Shelf, Words, ours
from carebook.letters.survey import SurveySheet, sheet
from carebook.letters.templates import LONGEST_VALUE
from carebook.letters.variants import variant_of
from carebook.text import clean, cut


class WrittenByHand(Refusal):
    """A card was asked for as a letter."""

    def __init__(self, kind: str) -> None:
        """Say where the card is to be found."""
        super().__init__(f"A {kind} is written by hand and never printed. You find it on the list of tonight's cards.")


class SaysNothing(Refusal):
    """A letter would have no words, or a selling one no word on how to stop, and is held instead (LET-8, SUP-10)."""


@dataclass(frozen=True, slots=True)
class LetterText:
    """One letter as it will be read: every line in its place, nothing left to fill in."""

    sender: tuple[str, ...]
    """The shop's name, then its address, telephone, e-mail and website, as far as they are known."""
    addressee: tuple[str, ...]
    dated: str
    heading: str
    """The title of a newsletter or promotion; empty in every other letter."""
    salutation: str
    paragraphs: tuple[str, ...]
    closing: str
    signature: tuple[str, ...]
    footer: str
    """In small print how to stop; in every selling piece and no other (SUP-10)."""
    sheet: SurveySheet | None
    cards: PassingOn | None
    page: Page
    remarks: tuple[str, ...] = ()
    """What the owner should look at before it goes; it is shown beside the letter and never prints."""
    template_id: int | None = None
    """The owner's words that it is written with; None: ours."""
    trial_id: int | None = None
    arm: str | None = None
    """Which of the two texts of a trial it is written with."""

    def kept(self) -> dict[str, object]:
        """Return what is kept of it on its letter: the exact text, whether it sells, and whose words it has (LET-7)."""
        words = {"template_id": self.template_id, "trial_id": self.trial_id, "arm": self.arm}
        return {"text": self.plain(), "sells": int(bool(self.footer)), **words}

    def plain(self) -> str:
        """Return the exact text, as it is kept once the letter is sent (LET-7)."""
        parts = (
            "\n".join(self.sender),
            "\n".join(self.addressee),
            self.dated,
            self.heading,
            self.salutation,
            *self.paragraphs,
            self.closing,
            "\n".join(self.signature),
            self.footer,
            self.sheet.plain() if self.sheet else "",
            self.cards.plain() if self.cards else "",
        )
        return "\n\n".join(part for part in parts if part)


def compose(kind: str, facts: LetterFacts, shelf: Shelf | None = None) -> LetterText:
    """Write one letter with the words of a shelf, or ours, or raise MissingField with what it lacks (LET-8)."""
    if KINDS[kind].handwritten:
        raise WrittenByHand(kind)
    shelf = shelf or Shelf()
    words = own.words_of(facts) if kind == own.KIND else shelf.words_for(variant_of(kind, facts), facts)
    return write(kind, facts, words, shelf.words_for("stop", facts))


def write(kind: str, facts: LetterFacts, words: Words, stop: Words) -> LetterText:
    """Write one letter with these words, and those on how to stop where it sells (SUP-10)."""
    *paragraphs, closing = words.paragraphs(_with_opening(kind, _with_deed(facts))) or [""]
    shop = facts.shop
    sells = carries_offer(kind, facts)
    footer = " ".join(stop.paragraphs(facts)) if sells else ""
    if not any(paragraphs):
        raise SaysNothing("This letter would have no words. Say something in its text, under Words, and it can go.")
    if sells and not footer:
        raise SaysNothing("This letter would not say how to stop. Change “How to stop”, under Words, and it can go.")
    found = lint.findings(kind, paragraphs, facts.complaint, sells=sells)
    return LetterText(
        sender=_sender(shop),
        addressee=_lines(facts.customer.addressee),
        dated=languages.in_full(facts.today, words.language, shop.country),
        heading=_line(facts.campaign.title) if KINDS[kind].letter_class is LetterClass.SELLING else "",
        salutation=_salutation(facts.customer),
        paragraphs=tuple(paragraphs),
        closing=_ended(_line(shop.sign_off)) or closing,
        signature=_lines((shop.owner, shop.name)),
        footer=footer,
        sheet=sheet(kind, facts.number) if KINDS[kind].letter_class is LetterClass.SURVEY else None,
        cards=_cards(facts) if kind == "referral_ask" else None,
        page=page_of(shop.country),
        remarks=(*map(str, found), *_left_in_english(words)),
        template_id=words.template_id,
        trial_id=words.trial_id,
        arm=words.arm,
    )


_OUR_ENGLISH = ("shop.reach", "complaint.deed", "win_back.opening")
"""The fields that are filled with sentences of ours."""


def _left_in_english(words: Words) -> Iterator[str]:
    """Name what would stand in English in a letter in another language."""
    for field in _OUR_ENGLISH:
        if words.language != languages.ENGLISH and field in words.template.fields:
            yield f"“{field}” is written in English: say it in your own words instead."


def thoughts(kind: str, facts: LetterFacts) -> tuple[str, ...]:
    """Return a few thoughts to start a handwritten card from; they are never a text to copy out (LET-11)."""
    return tuple(ours(kind).paragraphs(facts)) if KINDS[kind].handwritten else ()


def carries_offer(kind: str, facts: LetterFacts) -> bool:
    """Whether a letter sells, whatever its kind (SUP-4); a minor's birthday letter never does (SUP-7)."""
    if kind == own.KIND:
        return facts.own.sells
    return class_of(KINDS[kind], facts.offer, to_minor=facts.occasion.whose == "minor") is LetterClass.SELLING


def _with_deed(facts: LetterFacts) -> LetterFacts:
    """Put what we do for a customer into words: each remedy has its own."""
    remedy = facts.complaint.remedy
    if not remedy:
        return facts
    deed = " ".join(ours(f"deed_{remedy.replace(' ', '_')}").paragraphs(facts))
    return replace(facts, complaint=replace(facts.complaint, deed=deed))


_OPENINGS = {
    "moved": "moved",
    "friend's advice": "friends_advice",
    "better value elsewhere": "better_value",
    "dissatisfied": "dissatisfied",
    "felt unappreciated": "unappreciated",
    "need ended": "need_ended",
}
"""The words with which an offer begins, by why they left; every other reason begins as an unknown one."""


def _with_opening(kind: str, facts: LetterFacts) -> LetterFacts:
    """Begin an offer as fits why they left: each reason has its own words (WIN-2)."""
    if kind != "win_back_offer":
        return facts
    known = _OPENINGS.get(facts.win_back.reason, "unknown")
    opening = " ".join(ours(f"opening_{known}").paragraphs(facts))
    return replace(facts, win_back=replace(facts.win_back, opening=opening))


def _cards(facts: LetterFacts) -> PassingOn:
    title, lead, *lines = ours("cards_to_pass_on").paragraphs(facts)
    shop = facts.shop
    reach = (_lines(shop.address), _lines((shop.phone, shop.email, shop.website)))
    return PassingOn(title, lead, _line(shop.name), tuple(lines), _lines(tuple(map(" · ".join, reach))))


def _sender(shop: ShopFacts) -> tuple[str, ...]:
    return _lines((shop.name, *shop.address, shop.phone, shop.email, shop.website))


def _lines(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line for line in map(_line, lines) if line)


def _line(text: str) -> str:
    return cut(clean(text), LONGEST_VALUE)


def _salutation(customer: CustomerFacts) -> str:
    opening = _line(customer.salutation)
    if opening:
        return _ended(opening)
    name = _line(customer.name)
    return f"Hello {name}," if name else "Hello,"


def _ended(opening: str) -> str:
    return opening if not opening or opening[-1] in ",.!:;" else f"{opening},"
