"""For whom Rosie writes, what she has for them, and what she wants to be reminded of: through the desks' own verbs."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from carebook.book.book import Book
from carebook.customers import store as customers_store
from carebook.customers.desk import set_occasion
from carebook.customers.desk.many import stage_all
from carebook.customers.desk.personas import add_content, add_persona
from carebook.customers.desk.reminding import remembered, remind
from carebook.customers.entry import ContentEntry, OccasionEntry, PersonaEntry, ReminderEntry
from carebook.customers.model import Stage
from carebook.customers.store.reminders import to_do
from carebook.letters.desk.own_letters import write_own
from carebook.letters.entry import OwnLetterEntry
from carebook.sample.almanac import Almanac


class _Persona(NamedTuple):
    """One kind of customer, and what serves them: a stage with a letter's kind, or with a title."""

    name: str
    problems: str
    needs: str
    looks_for: str
    influenced_by: str
    letters: tuple[tuple[Stage, str], ...] = ()
    pieces: tuple[tuple[Stage, str], ...] = ()


_PERSONAS = (
    _Persona(
        "kitchen gardener",
        "Slugs, blight, and never enough time between work and dusk.",
        "Varieties that crop in a short summer. Somebody who has grown them.",
        "Honest germination rates, tools that can be mended.",
        "The neighbour whose beans are up first; the county paper.",
        ((Stage.AWARENESS, "newsletter"), (Stage.PURCHASE, "how_did_we_do")),
        ((Stage.RESEARCH, "Sowing calendar for the valley"), (Stage.COMPARISON, "Six tomatoes we grew ourselves")),
    ),
    _Persona(
        "flower lover",
        "Deer. And colour that is over by July.",
        "A border that flowers from April to the frost.",
        "Seeing it in bloom before buying.",
        "Open gardens, photographs, the garden club.",
        ((Stage.AWARENESS, "newsletter"), (Stage.PURCHASE, "appreciation")),
        ((Stage.RESEARCH, "What deer leave alone"),),
    ),
    _Persona(
        "balcony gardener",
        "Wind, weight, and carrying soil up the stairs.",
        "Small things that do well in pots, brought to the door.",
        "Short answers, and prices for one and not for ten.",
        "Friends, and what they see on the way to work.",
        ((Stage.AWARENESS, "newsletter"),),
        ((Stage.COMPARISON, "Pots by weight, one page"),),
    ),
    _Persona(
        "pet first",
        "What is poisonous? What will the dog dig up?",
        "To be told before they buy, not after.",
        "Somebody who asks for the animal's name.",
        "The vet, and other people with dogs.",
        ((Stage.PURCHASE, "pet_birthday"),),
        ((Stage.AWARENESS, "Plants that are safe for dogs and cats"),),
    ),
    _Persona(
        "landscaper",
        "Deliveries that are late cost them a day and a crew.",
        "To be called back the same day; an invoice that is right.",
        "Reliability before price.",
        "Other trades, and what happened the last time.",
        ((Stage.PURCHASE, "how_are_we_doing"),),
    ),
)
"""The kinds that she has described; “new home” still waits for it."""

_AT_STAGE = {
    Stage.RESEARCH: ("Marcus Farrow",),
    Stage.COMPARISON: ("Oscar Lund",),
    Stage.PURCHASE: ("Cordelia Nash", "Karen Thorne"),
}
"""Who has told her how far they are on the way to buying something."""

WRITTEN_TO = "Gideon Calder"
"""Whose letter of her own is to leave this morning."""
_OWN_LETTERS = (
    (
        "Bartholomew Quill",
        *(40, "Your grandfather's shears", "goodwill"),
        "Your grandfather's shears are ground, oiled and hanging behind the till. The left blade had a nick that would"
        " have cost you a branch or two, so we took it down a little further.\n\n"
        "There is no hurry. They have waited forty years, they can wait until you come by.\n\n"
        "With kind regards,",
    ),
    (
        WRITTEN_TO,
        *(0, "The pear tree", "service"),
        "You asked in October whether the pear by your gate could be saved, and I said that I would find out. I showed"
        " your photographs to the man who looks after the orchard in Pine Crossing. He says yes: cut back to the second"
        " fork in February, and no feed before June.\n\n"
        "If you would rather have somebody with a ladder do it, he would come.\n\n"
        "With kind regards,",
    ),
)
"""To whom she wrote herself: so many days ago, under which title, of which class, what."""

_REMINDERS = (
    ("Elias Haddad", 0, "Ask how the greenhouse came through the storm."),
    ("Theodore Blackwood", 160, "Ask about the fence in May."),
    ("Tanya Whitaker", 9, "Her roses are in: ring before they sell."),
)
"""Whom to ask what, in so many days."""
_DONE = ("Ruth Goldstein", 12, "Ring about the bulbs that she lent to the school.")
_WEDDING = "Theodore Blackwood"
_WEDDING_IN, _WEDDED_AGO = 4, 25


def describe(book: Book, day: Almanac) -> None:
    """Write down for whom she writes, what serves them at which stage, and who is at which."""
    eve = day.eve
    for one in _PERSONAS:
        texts = one._asdict()
        typed = {field: texts[field] for field in ("name", "problems", "needs", "looks_for", "influenced_by")}
        persona = add_persona(book, PersonaEntry(**typed), eve).only("persona")
        for stage, kind in one.letters:
            add_content(book, persona, ContentEntry(stage=stage, letter_kind=kind), eve)
        for stage, title in one.pieces:
            add_content(book, persona, ContentEntry(stage=stage, title=title), eve)
    for stage, names in _AT_STAGE.items():
        stage_all(book, [customers_store.who(book.db, name) for name in names], stage, eve)


def write_to_some(book: Book, day: Almanac) -> None:
    """Write letters of her own; each leaves on its day."""
    for name, ago, title, letter_class, text in _OWN_LETTERS:
        wanted = day.ago(ago) if ago else day.today
        entry = OwnLetterEntry(title=title, letter_class=letter_class, wanted_on=wanted, text=text)
        write_own(book, customers_store.who(book.db, name), entry, min(wanted, day.eve))


def note_to_remember(book: Book, day: Almanac) -> None:
    """Note what to ask whom and when, one that was done already, and a wedding day that comes up."""
    for name, days, what in _REMINDERS:
        on = day.today + timedelta(days=days)
        remind(book, customers_store.who(book.db, name), ReminderEntry(on_day=on, what=what), day.eve)
    name, ago, what = _DONE
    customer = customers_store.who(book.db, name)
    remind(book, customer, ReminderEntry(on_day=day.ago(ago), what=what), day.ago(ago + 7))
    for one in to_do(book.db, day.ago(ago)):
        if one.customer_id == customer:
            remembered(book, one, day.ago(ago))
    wedding = day.today + timedelta(days=_WEDDING_IN)
    entry = OccasionEntry(kind="wedding", day=(wedding.year - _WEDDED_AGO, wedding.month, wedding.day))
    set_occasion(book, customers_store.who(book.db, _WEDDING), entry, day.eve)
