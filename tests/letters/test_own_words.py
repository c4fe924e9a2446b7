"""The owner's words in the book: saved, chosen, tried and taken out again; what went out keeps its text (LET-7)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from complaining import Case
from rosie import Rosie, rosies

from carebook.book import rows
from carebook.complaints import desk as complaints
from carebook.complaints.entry import CaseEntry
from carebook.customers import desk as customers
from carebook.customers.entry import CustomerEntry
from carebook.entry import read
from carebook.letters.desk import printing, running, sending
from carebook.letters.desk.printing import compose
from carebook.letters.desk.wording import (
    NothingToTry,
    TrialUnderWay,
    WordsNotReady,
    begin_trial,
    bring_back,
    end_trial,
    facts_to_preview,
    restore_original,
    save_words,
    words_in_use,
)
from carebook.letters.model import SEASON_KINDS
from carebook.letters.shelf import original
from carebook.letters.store import letters as store
from carebook.letters.store import wording
from carebook.letters.trials import arm_of
from carebook.letters.wording import TEXTS, NoSuchText, ours_of, preview
from carebook.letters.writing import LetterText
from carebook.text import clean

FIRST = "Thank you for the {{ sale.product }}. Do {{ shop.reach }}.\n\nWith thanks,"
SECOND = "The {{ sale.product }} is yours: thank you. Do {{ shop.reach }}.\n\nWith thanks,"
FIRST_OF_A_CASE = "We are sorry, case {{ complaint.number }} is ours to put right: {{ complaint.understood }}."
GERMAN = "Danke für {{ sale.product }} am {{ sale.day | date }}. Bitte rufen Sie an: {{ shop.phone }} 555.\n\nIhre"


@pytest.fixture
def rosie(book_path: Path) -> Iterator[Rosie]:
    """Her shop on Monday 2 November 2026."""
    with rosies(book_path, "11-02") as found:
        with found.book.act("Set the telephone", found.today) as act:
            act.db.execute("UPDATE shop SET phone = '555 0142'")
        yield found


def buyer(rosie: Rosie, name: str = "Ann Park", language: str = "") -> int:
    """Return a customer who bought a rose arch today."""
    customer = rosie.customer(name, language=language)
    rosie.sale(customer, "2026-11-02")
    return customer


def thanks_to(rosie: Rosie, customer: int) -> int:
    (letter,) = [one.id for one in store.letters_of(rosie.book.db, customer) if one.kind == "thank_you"]
    return letter


def written(rosie: Rosie, customer: int) -> LetterText:
    letter = thanks_to(rosie, customer)
    text = compose(rosie.book.db, [letter], rosie.today)[letter]
    assert isinstance(text, LetterText), text
    return text


def save(rosie: Rosie, text: str, language: str = "", name: str = "thank_you") -> int | None:
    """Save words and return the id of the version in use."""
    save_words(rosie.book, name, language, text, rosie.today)
    found = wording.in_use(rosie.book.db, name, language)
    return found.id if found else None


# Versions ----------------------------------------------------------------------------------------------------


def test_open_letters_are_written_with_the_new_words(rosie: Rosie) -> None:
    ann = buyer(rosie)
    assert written(rosie, ann).template_id is None
    version = save(rosie, FIRST)
    text = written(rosie, ann)
    assert text.paragraphs == ("Thank you for the rose arch. Do call 555 0142 and ask for Rosie Bell.",)
    assert text.template_id == version


def test_each_save_is_a_version_and_undo_takes_it_back(rosie: Rosie) -> None:
    """LET-7, S9."""
    before = rosie.facts()
    assert save_words(rosie.book, "thank_you", "", FIRST, rosie.today).label == "Changed the words of “Thank-you”"
    save(rosie, SECOND)
    newest, oldest = wording.versions(rosie.book.db, "thank_you", "")
    assert (newest.text, newest.retired_on, oldest.text, oldest.retired_on) == (SECOND, None, FIRST, rosie.today)
    rosie.undo()
    rosie.undo()
    assert rosie.facts() == before


@pytest.mark.parametrize("again", [FIRST, f"\n{FIRST}  \n"])
def test_the_words_in_use_saved_again_change_nothing(rosie: Rosie, again: str) -> None:
    save(rosie, FIRST)
    assert not save_words(rosie.book, "thank_you", "", again, rosie.today).touched
    assert not save_words(rosie.book, "welcome", "", original("welcome"), rosie.today).touched
    assert len(wording.versions(rosie.book.db, "thank_you", "")) == 1


def test_words_with_a_mistake_are_refused_with_its_line(rosie: Rosie) -> None:
    """LET-10."""
    before = rosie.facts()
    wrong = "Thank you.\nYou get 10 % off the {{ sale.prodct }}.\n\nYours,"
    with pytest.raises(WordsNotReady) as refused:
        save_words(rosie.book, "thank_you", "", wrong, rosie.today)
    assert str(refused.value) == (
        "Not saved. Line 2: No letter has “sale.prodct”. Did you mean sale.product? 1 more to look at."
    )
    assert [one.line for one in refused.value.errors] == [2, 2]
    assert rosie.facts() == before


def test_the_original_comes_back_and_the_versions_stay(rosie: Rosie) -> None:
    ann = buyer(rosie)
    version = save(rosie, FIRST)
    assert restore_original(rosie.book, "thank_you", "", rosie.today).label == "Restored the original of “Thank-you”"
    assert written(rosie, ann).template_id is None
    assert not restore_original(rosie.book, "thank_you", "", rosie.today).touched
    assert version
    bring_back(rosie.book, version, rosie.today)
    assert written(rosie, ann).paragraphs[0].startswith("Thank you for the rose arch.")
    assert written(rosie, ann).template_id != version


def test_what_was_printed_and_sent_keeps_its_text(rosie: Rosie, tmp_path: Path) -> None:
    """LET-7: the old text of a letter stays, with the version that it went out under."""
    ann, bob = buyer(rosie), buyer(rosie, "Bob Reed")
    version = save(rosie, FIRST)
    assert version
    sent = thanks_to(rosie, bob)
    sending.mark_sent(rosie.book, [sent], rosie.today, rosie.today)
    printed = thanks_to(rosie, ann)
    assert printing.print_letters(rosie.book, [printed], rosie.today, tmp_path).letters == (printed,)
    texts = {one.id: one.text for one in store.letters(rosie.book.db, [sent, printed])}
    save(rosie, SECOND)
    sending.mark_sent(rosie.book, [printed], rosie.today, rosie.today)
    restore_original(rosie.book, "thank_you", "", rosie.today)
    rosie.on("12-20")
    after = store.letters(rosie.book.db, [sent, printed])
    assert {one.id: one.text for one in after} == texts
    assert "Thank you for the rose arch." in texts[printed]
    assert {one.template_id for one in after} == {version}
    assert wording.went_out(rosie.book.db, version) == 2


def test_a_letter_put_back_is_written_with_the_words_of_then(rosie: Rosie, tmp_path: Path) -> None:
    ann = buyer(rosie)
    version = save(rosie, FIRST)
    letter = thanks_to(rosie, ann)
    printing.print_letters(rosie.book, [letter], rosie.today, tmp_path)
    save(rosie, SECOND)
    sending.put_back(rosie.book, [letter], rosie.today)
    (stored,) = store.letters(rosie.book.db, [letter])
    assert (stored.text, stored.template_id) == ("", None)
    assert written(rosie, ann).template_id not in (None, version)


def test_what_is_printed_about_a_case_stays_when_only_the_words_change(rosie: Rosie, tmp_path: Path) -> None:
    """LET-7: it goes back only where its case says something else."""
    case = Case(rosie, rosie.customer())
    printed = rosie.one("complaint_acknowledgement").id
    save(rosie, f"{FIRST_OF_A_CASE}\n\nYours,", name="complaint_acknowledgement")
    printing.print_letters(rosie.book, [printed], rosie.today, tmp_path)
    save(rosie, f"{FIRST_OF_A_CASE} Thank you.\n\nYours,", name="complaint_acknowledgement")
    edit(rosie, case, severity="urgent")
    assert rosie.one("complaint_acknowledgement", "printed").id == printed
    restore_original(rosie.book, "complaint_acknowledgement", "", rosie.today)
    edit(rosie, case, severity="small")
    assert rosie.one("complaint_acknowledgement", "printed").id == printed
    edit(rosie, case, summary="it came broken")
    assert rosie.one("complaint_acknowledgement", "open").template_id is None


def edit(rosie: Rosie, case: Case, **typed: str) -> None:
    as_it_was = {"words": case.now.words, "summary": case.now.summary, "received_on": str(case.now.received_on)}
    complaints.edit_case(rosie.book, case.id, read(CaseEntry, {**as_it_was, **typed}, rosie.setting), rosie.today)


def test_words_are_read_once_for_a_batch(rosie: Rosie) -> None:
    save(rosie, FIRST)
    letters = [thanks_to(rosie, buyer(rosie, f"Customer {n}")) for n in range(4)]
    for batch in (letters[:1], letters):
        asked: list[str] = []
        rosie.book.db.set_trace_callback(asked.append)
        assert len(compose(rosie.book.db, batch, rosie.today)) == len(batch)
        rosie.book.db.set_trace_callback(None)
        assert sum(" FROM template" in one or " FROM trial" in one for one in asked) == 2


# Languages ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["de", "German", "Deutsch", "de-AT", "allemand"])
def test_a_customers_language_chooses_the_words_and_writes_the_days(rosie: Rosie, language: str) -> None:
    heidi, ann = buyer(rosie, "Heidi Kurz", language), buyer(rosie)
    german = save(rosie, GERMAN, "de")
    text = written(rosie, heidi)
    assert text.paragraphs == ("Danke für rose arch am 2. November 2026. Bitte rufen Sie an: 555 0142 555.",)
    assert (text.dated, text.template_id) == ("2. November 2026", german)
    assert written(rosie, ann).template_id is None
    assert written(rosie, ann).dated == "November 2, 2026"


def test_without_words_in_a_language_those_for_everybody_are_taken(rosie: Rosie) -> None:
    heidi = buyer(rosie, "Heidi Kurz", "German")
    save(rosie, "Bienvenue.\n\n{{ shop.owner }} {{ shop.phone }}.\n\nVotre", "fr", "welcome")
    assert written(rosie, heidi).template_id is None
    everybody = save(rosie, FIRST)
    assert written(rosie, heidi).template_id == everybody
    assert written(rosie, heidi).dated == "November 2, 2026"


def test_how_to_stop_is_said_in_their_language(rosie: Rosie) -> None:
    """SUP-10."""
    heidi, ann = rosie.customer("Heidi Kurz", language="German"), rosie.customer()
    rosie.set_offer("birthday", "10 % off")
    rosie.birthday(heidi, "10 nov")
    rosie.birthday(ann, "10 nov")
    save(rosie, "Keine Angebote mehr? {{ shop.phone }}.", "de", "stop")
    texts = compose(rosie.book.db, [one.id for one in rosie.letters("birthday")], rosie.today)
    footers = [text.footer for text in texts.values() if isinstance(text, LetterText)]
    assert [footer.split("?")[0][:22] for footer in footers] == ["Keine Angebote mehr", "If you would rather no"]


def test_the_languages_are_those_of_the_customers_and_of_the_words(rosie: Rosie) -> None:
    for name, language in [("A", "German"), ("B", "de"), ("C", "English"), ("D", "who knows"), ("E", "fr-CA")]:
        rosie.customer(name, language=language)
    assert wording.languages(rosie.book.db) == ["de", "fr"]
    save(rosie, GERMAN, "it")
    assert wording.languages(rosie.book.db) == ["de", "fr", "it"]


# Trials ------------------------------------------------------------------------------------------------------


def test_in_a_trial_each_customer_has_their_text_and_the_letter_keeps_which(rosie: Rosie, tmp_path: Path) -> None:
    people = [buyer(rosie, f"Customer {n}") for n in range(8)]
    first = save(rosie, FIRST)
    change = begin_trial(rosie.book, "thank_you", "", SECOND, rosie.today)
    assert change.label == "Began a trial of “Thank-you”"
    (trial,) = wording.trials(rosie.book.db)
    arms = {arm_of(trial.id, one) for one in people}
    assert arms == {"a", "b"}
    half = [thanks_to(rosie, one) for one in people]
    printing.print_letters(rosie.book, half[:4], rosie.today, tmp_path)
    sending.mark_sent(rosie.book, half, rosie.today, rosie.today)
    for letter in store.letters(rosie.book.db, half):
        arm = arm_of(trial.id, letter.customer_id)
        assert (letter.trial_id, letter.arm) == (trial.id, arm)
        assert letter.template_id == (first if arm == "a" else trial.template_id)
        assert ("Thank you for" in letter.text, "is yours" in letter.text) == (arm == "a", arm == "b")


def test_the_original_can_be_tried_against_new_words(rosie: Rosie) -> None:
    people = [buyer(rosie, f"Customer {n}") for n in range(8)]
    begin_trial(rosie.book, "thank_you", "", FIRST, rosie.today)
    trial = wording.trial_on(rosie.book.db, "thank_you", "")
    assert trial
    for one in people:
        text = written(rosie, one)
        assert text.arm == arm_of(trial.id, one)
        assert text.template_id == (None if text.arm == "a" else trial.template_id)
    assert wording.in_use(rosie.book.db, "thank_you", "") is None


def reads(rosie: Rosie, people: list[int], arm: str) -> set[str]:
    """Return what those of one arm of the trial under way read first."""
    texts = [written(rosie, one) for one in people]
    return {text.paragraphs[0] for text in texts if text.arm == arm}


def test_ours_stay_as_they_were_when_the_trial_began(rosie: Rosie) -> None:
    """LET-7: another release may have other words; half a trial of those says nothing."""
    people = [buyer(rosie, f"Customer {n}") for n in range(8)]
    begin_trial(rosie.book, "thank_you", "", FIRST, rosie.today)
    (trial,) = wording.trials(rosie.book.db)
    assert trial.ours == ours_of("thank_you")
    with rosie.book.writing():
        rosie.book.db.execute("UPDATE trial SET ours = 'As it was said once.' || char(10, 10) || 'Yours,'")
    assert reads(rosie, people, "a") == {"As it was said once."}
    end_trial(rosie.book, trial.id, "a", rosie.today)
    assert words_in_use(rosie.book.db, "thank_you", "") == "As it was said once.\n\nYours,"


def test_ours_that_are_kept_go_on_as_ours(rosie: Rosie) -> None:
    begin_trial(rosie.book, "thank_you", "", FIRST, rosie.today)
    (trial,) = wording.trials(rosie.book.db)
    end_trial(rosie.book, trial.id, "a", rosie.today)
    assert wording.in_use(rosie.book.db, "thank_you", "") is None


@pytest.mark.parametrize("then", ["others", "restored"])
def test_words_for_everybody_that_change_leave_a_trial_in_a_language_as_it_is(rosie: Rosie, then: str) -> None:
    people = [buyer(rosie, f"Customer {n}", "german") for n in range(8)]
    first = save(rosie, FIRST)
    begin_trial(rosie.book, "thank_you", "de", GERMAN, rosie.today)
    before = reads(rosie, people, "a"), reads(rosie, people, "b")
    if then == "others":
        save(rosie, SECOND)
    else:
        restore_original(rosie.book, "thank_you", "", rosie.today)
    assert (reads(rosie, people, "a"), reads(rosie, people, "b")) == before
    assert {written(rosie, one).template_id for one in people} >= {first}
    (trial,) = wording.trials(rosie.book.db)
    assert wording.tried_texts(rosie.book.db, trial) == {"a": FIRST, "b": GERMAN}
    end_trial(rosie.book, trial.id, "a", rosie.today)
    assert words_in_use(rosie.book.db, "thank_you", "de") == FIRST


def test_a_text_has_one_version_in_use_and_undo_and_redo_are_exact(rosie: Rosie) -> None:
    """S9: the book itself keeps a second one out, and never stands in the way of what is taken back."""
    looks = [rosie.facts()]
    first = save(rosie, FIRST)
    looks.append(rosie.facts())
    assert first
    for keep in ("b", "a", "b"):
        begin_trial(rosie.book, "thank_you", "", f"{keep} {SECOND} {len(looks)}", rosie.today)
        looks.append(rosie.facts())
        end_trial(rosie.book, wording.trials(rosie.book.db)[0].id, "a" if keep == "a" else "b", rosie.today)
        looks.append(rosie.facts())
    restore_original(rosie.book, "thank_you", "", rosie.today)
    looks.append(rosie.facts())
    bring_back(rosie.book, first, rosie.today)
    looks.append(rosie.facts())
    for look in looks[-2::-1]:
        rosie.undo()
        assert rosie.facts() == look
    for look in looks[1:]:
        rosie.redo()
        assert rosie.facts() == look
    row = {"name": "thank_you", "language": "", "text": "x", "made_on": rosie.today}
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"), rosie.book.writing():
        rows.insert(rosie.book.db, "template", row)


@pytest.mark.parametrize("keep", ["a", "b"])
def test_at_its_end_the_words_that_are_kept_are_those_in_use(rosie: Rosie, keep: str) -> None:
    ann = buyer(rosie)
    first = save(rosie, FIRST)
    begin_trial(rosie.book, "thank_you", "", SECOND, rosie.today)
    (trial,) = wording.trials(rosie.book.db)
    before = rosie.facts()
    end_trial(rosie.book, trial.id, "a" if keep == "a" else "b", rosie.today)
    text = written(rosie, ann)
    assert (text.template_id, text.trial_id, text.arm) == (first if keep == "a" else trial.template_id, None, None)
    (ended,) = wording.trials(rosie.book.db)
    assert (ended.kept, ended.ended_on) == (keep, rosie.today)
    assert sum(one.retired_on is None for one in wording.versions(rosie.book.db, "thank_you", "")) == 1
    with pytest.raises(NothingToTry, match="ended on"):
        end_trial(rosie.book, trial.id, "a", rosie.today)
    rosie.undo()
    assert rosie.facts() == before


def test_words_that_are_tried_stay_as_they_are(rosie: Rosie) -> None:
    version = save(rosie, FIRST)
    assert version
    begin_trial(rosie.book, "thank_you", "", SECOND, rosie.today)
    before = rosie.facts()
    for change in (
        lambda: save_words(rosie.book, "thank_you", "", GERMAN, rosie.today),
        lambda: restore_original(rosie.book, "thank_you", "", rosie.today),
        lambda: bring_back(rosie.book, version, rosie.today),
        lambda: begin_trial(rosie.book, "thank_you", "", GERMAN, rosie.today),
    ):
        with pytest.raises(TrialUnderWay, match="since Mon 2 Nov"):
            change()
    assert rosie.facts() == before
    assert save(rosie, GERMAN, "de")


def test_a_trial_needs_two_texts(rosie: Rosie) -> None:
    with pytest.raises(NothingToTry, match="Change something"):
        begin_trial(rosie.book, "thank_you", "", original("thank_you"), rosie.today)
    with pytest.raises(NothingToTry, match="below other letters"):
        begin_trial(rosie.book, "stop", "", "No more? {{ shop.reach }}", rosie.today)
    with pytest.raises(WordsNotReady):
        begin_trial(rosie.book, "thank_you", "", "Take 10 % off.\n\nYours,", rosie.today)


# The preview -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("customer", ["none at all", "bare", "full"])
def test_every_text_can_be_shown_for_any_customer(rosie: Rosie, customer: str) -> None:
    number = None
    if customer != "none at all":
        number = rosie.customer("Ann Park")
        if customer == "full":
            rosie.open_account(number, "2024-05-15")
            rosie.sale(number, "2026-10-02", "hose")
            for who, role, minor in [("Tom Park", "partner", ""), ("Ellie Park", "child", "yes"), ("Fifi", "pet", "")]:
                rosie.birthday(number, "10 nov", rosie.member(number, who, role, minor))
    for name in (text.name for text in TEXTS):
        for asked in (number, None):
            facts = facts_to_preview(rosie.book.db, name, asked, rosie.today)
            text = preview(name, original(name), facts)
            assert text.paragraphs, name
            assert text.salutation.split()[1].startswith("Ann"), name


def test_the_newest_letter_of_a_customer_is_shown_with_its_own_facts(rosie: Rosie) -> None:
    ann = buyer(rosie)
    assert facts_to_preview(rosie.book.db, "thank_you", ann, rosie.today).number == thanks_to(rosie, ann)
    late = facts_to_preview(rosie.book.db, "thank_you_late", ann, rosie.today)
    assert (late.late, late.sale.product, late.number) == (True, "rose arch", 0)


def test_without_a_customer_it_is_the_one_who_got_such_a_letter_last(rosie: Rosie) -> None:
    buyer(rosie)
    bob = buyer(rosie, "Bob Reed")
    assert facts_to_preview(rosie.book.db, "thank_you", None, rosie.today).customer.name == "Ann Park"
    sending.mark_sent(rosie.book, [thanks_to(rosie, bob)], rosie.today, rosie.today)
    assert facts_to_preview(rosie.book.db, "thank_you", None, rosie.today).customer.name == "Bob Reed"


def test_nobody_who_died_is_shown_as_a_reader_or_has_a_birthday(rosie: Rosie) -> None:
    """SUP-1, SUP-7: where no grown-up is left to be spoken of it is an example, and not a child."""
    ann, bob = buyer(rosie), buyer(rosie, "Bob Reed")
    kit, _ = rosie.member(ann, "Kit Park", "other"), rosie.member(ann, "Ellie Park", "child", minor="yes")
    rosie.birthday(ann, "10 nov", kit)
    sending.mark_sent(rosie.book, [thanks_to(rosie, bob), rosie.one("birthday").id], rosie.today, rosie.today)
    customers.mark_deceased(rosie.book, bob, "the paper", rosie.today)
    assert facts_to_preview(rosie.book.db, "thank_you", None, rosie.today).customer.name == "Ann Park"
    assert facts_to_preview(rosie.book.db, "birthday_member", ann, rosie.today).occasion.name == "Kit"
    customers.member_died(rosie.book, kit, rosie.today, rosie.today)
    assert facts_to_preview(rosie.book.db, "birthday_member", ann, rosie.today).occasion.name == "Fifi"


def test_a_season_is_shown_with_its_day_and_not_with_a_members_name(rosie: Rosie) -> None:
    running.switch(rosie.book, "seasons_greeting", rosie.today, on=False)
    ann = rosie.customer("Ann Park")
    rosie.member(ann, "Tom Park")
    for asked in (None, ann):
        shown = [facts_to_preview(rosie.book.db, kind, asked, rosie.today) for kind in SEASON_KINDS]
        assert [one.occasion.name for one in shown] == ["Thanksgiving", ""]


def test_words_in_use_are_the_language_s_else_everybody_s_else_ours(rosie: Rosie) -> None:
    db = rosie.book.db
    assert words_in_use(db, "thank_you", "de") == clean(original("thank_you"), lines=True)
    save(rosie, FIRST)
    assert words_in_use(db, "thank_you", "de") == FIRST
    save(rosie, GERMAN, "de")
    assert [words_in_use(db, "thank_you", language) for language in ("de", "", "fr")] == [GERMAN, FIRST, FIRST]


@pytest.mark.parametrize("name", ["own_letter", "congratulation", "deed_refund", "../words/stop"])
def test_what_is_no_editable_text_is_refused(rosie: Rosie, name: str) -> None:
    for verb in (
        lambda: words_in_use(rosie.book.db, name, ""),
        lambda: save_words(rosie.book, name, "", FIRST, rosie.today),
        lambda: restore_original(rosie.book, name, "", rosie.today),
        lambda: begin_trial(rosie.book, name, "", FIRST, rosie.today),
        lambda: facts_to_preview(rosie.book.db, name, None, rosie.today),
    ):
        with pytest.raises(NoSuchText, match="There is no text"):
            verb()


def test_a_household_that_speaks_another_language_from_now_on_reads_it(rosie: Rosie) -> None:
    ann = buyer(rosie)
    german = save(rosie, GERMAN, "de")
    entry = read(CustomerEntry, {"name": "Ann Park", "language": "german"}, rosie.setting)
    customers.edit_customer(rosie.book, ann, entry, rosie.today)
    assert written(rosie, ann).template_id == german
