"""The last look at a letter that makes something good: what it finds, and what it lets pass."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from complaining import Case
from letter_facts import FULL
from rosie import Rosie, rosies

from carebook.complaints.model import CORE_REMEDIES
from carebook.entry import read
from carebook.letters.desk import running
from carebook.letters.desk.printing import compose as compose_stored
from carebook.letters.entry import CampaignEntry
from carebook.letters.facts import CampaignFacts, ComplaintFacts, LetterFacts
from carebook.letters.lint import LOOKED_AT, Finding, findings, offers
from carebook.letters.model import KINDS
from carebook.letters.writing import LetterText, compose

DOUBTS, HALF, ON_THEM, BLAMES_THEM = "doubts them", "takes the apology half back", "puts it on them", "blames them"
RULE, PROMISE, OTHERS = "hides behind a rule", "promises what nobody can", "blames somebody else"
STRING, OFFER, ASKS = "ties a string to it", "makes an offer of it", "asks for an introduction"

FORBIDDEN = [
    ("You claim that it came late.", "You claim", DOUBTS),
    ("As you’ve claimed, it came late.", "you've claimed", DOUBTS),
    ("We looked into your allegation.", "your allegation", DOUBTS),
    ("The alleged fault was not found.", "alleged", DOUBTS),
    ("We are sorry if you were upset.", "sorry if", HALF),
    ("If you were at all upset, please tell us.", "If you were at all upset", HALF),
    ("if this\ncaused you any inconvenience", "if this caused you any inconvenience", HALF),
    ("Should you have been offended, we regret it.", "Should you have been offended", HALF),
    ("We apologise if it was late.", "apologise if", HALF),
    ("We apologize for any inconvenience.", "any inconvenience", HALF),
    ("We regret that you feel so.", "regret that you feel", HALF),
    ("We’re sorry you were disappointed.", "sorry you were disappointed", HALF),
    ("Unfortunately you came too late.", "Unfortunately you", ON_THEM),
    ("UNFORTUNATELY, YOU signed for it.", "UNFORTUNATELY, YOU", ON_THEM),
    ("We are afraid that your bill stands.", "We are afraid that your", ON_THEM),
    ("Sadly you did not call.", "Sadly you", ON_THEM),
    ("You should have read the label.", "You should have", BLAMES_THEM),
    ("You failed to water them.", "You failed to", BLAMES_THEM),
    ("That was your own fault.", "your own fault", BLAMES_THEM),
    ("It is company policy.", "company policy", RULE),
    ("It is Company\nPolicy.", "Company Policy", RULE),
    ("It is com\u00adpany poli\u00adcy.", "company policy", RULE),
    ("Our return policy says no.", "Our return policy", RULE),
    ("Our policies are clear.", "Our policies", RULE),
    ("See our terms and conditions.", "terms and conditions", RULE),
    ("The rules do not allow it.", "The rules do not", RULE),
    ("This will never happen again.", "will never happen again", PROMISE),
    ("It will never ever happen to you again.", "will never ever happen to you again", PROMISE),
    ("This won’t happen again.", "won't happen again", PROMISE),
    ("That cannot happen again.", "cannot happen again", PROMISE),
    ("It shall not occur again.", "shall not occur again", PROMISE),
    ("Never again, we promise.", "Never again", PROMISE),
    ("Our supplier let us down.", "Our supplier let", OTHERS),
    ("The courier was late.", "The courier was", OTHERS),
    ("It was the manufacturer’s fault.", "manufacturer's fault", OTHERS),
    ("It broke because of the carrier.", "because of the carrier", OTHERS),
    ("A colleague forgot to write it down.", "A colleague forgot", OTHERS),
    ("One of our new staff made a mistake.", "One of our new staff made", OTHERS),
    ("Our driver has misread the note.", "Our driver has misread", OTHERS),
    ("The mistake of our apprentice.", "mistake of our apprentice", OTHERS),
    ("Here is 10 % off your next mower.", "10 % off", OFFER),
    ("Ten percent off for you.", "Ten percent off", OFFER),
    ("A discount of five dollars.", "discount", OFFER),
    ("$5 off when it suits you.", "$5 off", OFFER),
    ("See our special offers.", "special offers", OFFER),
    ("A voucher with a minimum of fifty.", "voucher with a minimum", OFFER),
    ("A coupon is enclosed.", "coupon", OFFER),
    ("A ｄｉｓｃｏｕｎｔ.", "discount", OFFER),
    ("Have a look at our new catalogue.", "new catalogue", OFFER),
]
STRINGS = [
    ("It is yours if you buy a mower.", "if you buy"),
    ("It is yours if you spend $50.", "if you spend"),
    ("Take it when you next order.", "when you next order"),
    ("It is for your next order.", "next order"),
    ("There is a minimum of $50.", "minimum"),
    ("It is good for orders over $50.", "over $50"),
    ("It is yours provided that you come in.", "provided that you"),
    ("It is valid until May.", "valid until"),
]
HARMLESS = [
    "Your insurance policy pays for it.",
    "Our supplier date was not checked, and that was for us to do.",
    "Our drivers were told to call from the road.",
    "We now ask each supplier twice.",
    "We call the day before, so that we both know when.",
    "If it is not right, call us.",
    "If anything is still not as it should be, call us.",
    "You have until May.",
    "Please say so if you would like it brought.",
    "We take 10 % off the bill.",
]
CASES = {
    "late delivery": ("the mower came nine days late", "a Brill mower", "It was taken down for the wrong week."),
    "broken product": ("the left foot of the arch broke", "rose arch", "The foot was too thin for its height."),
    "rude word": ("one of us was rude to you", "", "It was a full Saturday, and there were too few of us."),
    "wrong bill": ("you were billed for four hours, not three", "hedge cutting", "We wrote the hours from memory."),
}


def case_of(name: str, remedy: str, **changes: Any) -> ComplaintFacts:
    understood, product, happened = CASES[name]
    case = ComplaintFacts(
        number="2026-014",
        product=product,
        understood=understood,
        handler="Tom Hart",
        answer_by=date(2026, 12, 2),
        sought="I want it as it should be.",
        remedy=remedy,
        what="what went wrong",
        promised_on=date(2026, 12, 4),
        happened=happened,
        changed="We now read every order back to the customer.",
        bonus="a bag of spring bulbs",
        reason="We looked at it closely, and found it as it was agreed.",
        alternative="We will come by and look at it with you, free of charge.",
    )
    return replace(case, **changes)


def written(kind: str, facts: LetterFacts) -> LetterText:
    return compose(kind, facts)


@pytest.mark.parametrize("kind", LOOKED_AT)
@pytest.mark.parametrize(("sentence", "quote", "why"), FORBIDDEN, ids=[quote for _, quote, _ in FORBIDDEN])
def test_every_forbidden_phrase_is_found_in_every_letter(kind: str, sentence: str, quote: str, why: str) -> None:
    found = findings(kind, ["We have heard you.", sentence, "Thank you."], ComplaintFacts())
    assert (quote, why) in [(one.quote, one.why) for one in found]


@pytest.mark.parametrize(("sentence", "quote"), STRINGS)
def test_a_condition_is_found_on_what_is_given_in_an_adjustment(sentence: str, quote: str) -> None:
    """CMP-4: no condition, no minimum spend."""
    found = findings("adjustment", ["Good news.", sentence, "Thank you."], ComplaintFacts())
    assert (quote, STRING) in [(one.quote, one.why) for one in found]


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("All is well if you come back.", "if you come back"),
        ("Should you return to us, all is forgotten.", "Should you return"),
        ("It shall be so when you come back.", "when you come back"),
        ("We do so on condition of an answer.", "on condition"),
        *STRINGS,
    ],
)
def test_a_condition_is_found_on_taking_responsibility(sentence: str, quote: str) -> None:
    """WIN-1: without a condition."""
    owned = "We are sorry, and the responsibility is ours."
    found = findings("win_back_amends", [owned, sentence, "Thank you."], ComplaintFacts())
    assert [(one.quote, one.why) for one in found] == [(quote, STRING)]


def test_amends_that_take_no_responsibility_are_found() -> None:
    (found,) = findings("win_back_amends", ["We have missed you.", "Thank you."], ComplaintFacts())
    assert found.why == "No apology takes the responsibility"


@pytest.mark.parametrize("kind", LOOKED_AT)
@pytest.mark.parametrize("sentence", HARMLESS)
def test_ordinary_words_pass(kind: str, sentence: str) -> None:
    owned = "We are sorry, it is our fault, and our answer is no."
    assert findings(kind, [owned, sentence, "Thank you."], ComplaintFacts()) == []


@pytest.mark.parametrize("field", ["happened", "changed"])
@pytest.mark.parametrize(("sentence", "quote", "why"), FORBIDDEN, ids=[quote for _, quote, _ in FORBIDDEN])
def test_what_the_owner_wrote_into_a_case_is_looked_at(field: str, sentence: str, quote: str, why: str) -> None:
    facts = replace(FULL, complaint=case_of("late delivery", "refund", **{field: sentence}))
    assert f"“{quote}” {why}".lower() in " ".join(written("adjustment", facts).remarks).lower()


@pytest.mark.parametrize("field", ["reason", "alternative", "understood"])
def test_what_the_owner_wrote_into_a_refusal_is_looked_at(field: str) -> None:
    facts = replace(FULL, complaint=case_of("late delivery", "", **{field: "it is our company policy."}))
    assert written("refusal", facts).remarks == (
        "“our company policy” hides behind a rule: say the reason in your own words.",
    )


def test_what_customers_told_us_may_be_repeated() -> None:
    """Their own words blame whom they like, and ask for what they like."""
    theirs = {"understood": "our driver was rude to you", "sought": "10 % off"}
    for kind in ("complaint_acknowledgement", "refusal"):
        assert written(kind, replace(FULL, complaint=case_of("late delivery", "", **theirs))).remarks == ()


@pytest.mark.parametrize("remedy", CORE_REMEDIES)
@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("kind", LOOKED_AT)
def test_our_own_words_with_ordinary_facts_pass(kind: str, name: str, remedy: str) -> None:
    notice = CampaignFacts(product="Brill mower", message="Its bolt comes loose.\n\nPlease do not use it until then.")
    for is_done, full in itertools.product((False, True), repeat=2):
        bare = {} if full else {"product": "", "bonus": "", "happened": "", "changed": "", "what": "", "sought": ""}
        facts = replace(FULL, complaint=case_of(name, remedy, is_done=is_done, **bare), campaign=notice)
        assert written(kind, facts).remarks == ()


def test_money_taken_off_is_no_offer_where_it_is_the_remedy() -> None:
    facts = replace(FULL, complaint=case_of("wrong bill", "discount", what="10 % off and a small discount"))
    assert written("adjustment", facts).remarks == ()
    given = replace(FULL, complaint=case_of("wrong bill", "discount", bonus="10 % off"))
    assert written("adjustment", given).remarks == (
        "“10 % off” makes an offer of it: leave the offer out of this letter.",
    )


def test_the_fault_is_not_named_again_at_the_end() -> None:
    case = case_of("broken product", "repair")
    end = "We are glad that the rose arch with its broken foot stands again."
    found = findings("adjustment", ["We are sorry. It is our fault.", end], case)
    assert [one.quote for one in found] == ["broken", "foot"]
    assert found[0].why == "names the fault again at the end"
    assert findings("adjustment", [f"{end} We are sorry. It is our fault.", "Enjoy your rose arch."], case) == []


@pytest.mark.parametrize("kind", ["complaint_acknowledgement", "adjustment"])
def test_an_apology_takes_the_responsibility(kind: str) -> None:
    missing = Finding("", "No apology takes the responsibility", "say that we are sorry, and that it is ours")
    assert findings(kind, ["We are sorry.", "Thank you."], ComplaintFacts()) == [missing]
    assert str(missing) == "No apology takes the responsibility: say that we are sorry, and that it is ours."
    assert findings(kind, ["We apologise. The responsibility is ours.", "Thank you."], ComplaintFacts()) == []


def test_a_refusal_has_one_no() -> None:
    none = findings("refusal", ["We looked at it.", "We come by."], ComplaintFacts())
    assert [str(one) for one in none] == ["There is no clear no in it: say it once, in plain words."]
    twice = replace(
        FULL, complaint=case_of("wrong bill", "", reason="We cannot give it back, for the hour was worked.")
    )
    assert written("refusal", twice).remarks == ("“We cannot give” says no once more: one clear no is enough.",)


def test_what_is_too_long_for_a_letter_is_shown_where_it_is_cut() -> None:
    reason = "We looked at it once more and found it as it was agreed. " * 20
    facts = replace(FULL, complaint=case_of("wrong bill", "", reason=reason))
    assert written("refusal", facts).remarks == ("“once more and…” is cut off there: say it in fewer words.",)


MAKES_OFFERS = ("win_back_offer", "newsletter", "promotion", "referral_ask")


def found_in(kind: str, sentence: str, *, sells: bool = False) -> list[tuple[str, str]]:
    """Return what is found in a letter of a kind, with the apology and the no that some of them need."""
    owned = "We are sorry, it is our fault, and our answer is no."
    found = findings(kind, [owned, sentence, "Thank you."], ComplaintFacts(), sells=sells)
    return [(one.quote, one.why) for one in found]


@pytest.mark.parametrize("kind", sorted(set(KINDS) - set(LOOKED_AT)))
def test_what_is_harsh_is_looked_for_only_where_something_is_made_good(kind: str) -> None:
    assert found_in(kind, "It is company policy.") == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_letter_but_those_that_are_to_sell_makes_an_offer(kind: str) -> None:
    """LET-10, SUP-4."""
    found = [] if kind in MAKES_OFFERS else [("10 % off", OFFER)]
    assert found_in(kind, "Here is 10 % off for you.") == found


@pytest.mark.parametrize("kind", ["birthday", "pet_birthday"])
def test_an_offer_of_the_plan_may_stand_in_a_birthday_letter(kind: str) -> None:
    """SUP-4: it is known to sell, and says how to stop."""
    assert found_in(kind, "Here is 10 % off for you.", sells=True) == []
    assert found_in("thank_you", "Here is 10 % off for you.", sells=True) == [("10 % off", OFFER)]


OFFERED = [
    ("Buy one, get one free.", "Buy one, get"),
    ("We have a sale: buy one get one.", "have a sale"),
    ("Save $10 on your order.", "Save $10"),
    ("Save up to 20 %.", "Save up to 20 %"),
    ("Use code SPRING.", "Use code"),
    ("-20 % this week.", "-20 %"),
    ("A 20% sale begins.", "20% sale"),
    ("At a special price.", "special price"),
    ("Come to our winter sale.", "winter sale"),
    ("10 euros off.", "10 euros off"),
    ("25 Prozent Rabatt für Sie.", "Rabatt"),
    ("20 % auf alles.", "20 % auf"),
    ("Ein Sonderangebot.", "Sonderangebot"),
    ("Jetzt im Angebot.", "im Angebot"),
    ("Une remise de 10 % pour vous.", "remise"),
    ("Notre offre de la semaine.", "Notre offre"),
    ("Les soldes commencent.", "soldes"),
    ("Un descuento del 20%.", "descuento"),
    ("Ofertas de otoño.", "Ofertas"),
    ("Uno sconto per Lei.", "sconto"),
    ("Onze najaarskorting.", "najaarskorting"),
    ("Een aanbieding.", "aanbieding"),
]
VOUCHERS = [
    ("A $10 voucher for you.", "voucher"),
    ("Ein Gutschein liegt bei.", "Gutschein"),
    ("Un bon d’achat.", "bon d'achat"),
]
OFFERED_NOTHING = [
    "La remise des clés était le 2 mai.",
    "Saving the seeds keeps you 5-20 % ahead.",
    "We use codes on the labels.",
    "The sale of 2 November is in our book.",
    "Give it 20 % more water.",
    "We refund the $40 that you paid.",
    "Unser Angebot, um das Sie baten, folgt.",
]
CASES_AND_THANKS = (
    *("complaint_acknowledgement", "adjustment", "refusal", "recovery_follow_up"),
    *("win_back_amends", "referral_thanks"),
)


@pytest.mark.parametrize(("sentence", "quote"), OFFERED)
def test_the_words_of_an_offer_are_known_in_six_languages(sentence: str, quote: str) -> None:
    """LET-10, SUP-4."""
    for kind in KINDS:
        assert (quote in offers(kind, sentence)) is (kind not in MAKES_OFFERS), kind


@pytest.mark.parametrize(("sentence", "quote"), VOUCHERS)
def test_a_voucher_makes_good_and_thanks_and_is_an_offer_elsewhere(sentence: str, quote: str) -> None:
    for kind in KINDS:
        assert (quote in offers(kind, sentence)) is (kind not in (*MAKES_OFFERS, *CASES_AND_THANKS)), kind


@pytest.mark.parametrize("sentence", OFFERED_NOTHING)
def test_what_offers_nothing_passes(sentence: str) -> None:
    assert offers("own_letter", sentence) == []


SURVEYED = [
    ("Please take part in our short survey.", "our short survey"),
    ("Would you rate us?", "rate us"),
    ("How satisfied are you?", "How satisfied are you"),
    ("Tell us how well we did.", "Tell us how well we did"),
    ("How did we do?", "How did we do"),
    ("Please fill in the enclosed form.", "fill in the enclosed form"),
    ("On a scale from 1 to 5, was it good?", "On a scale from"),
    ("Please answer a few questions.", "answer a few questions"),
    ("Do leave us a review.", "leave us a review"),
    ("There is a questionnaire with it.", "questionnaire"),
]


@pytest.mark.parametrize(("sentence", "quote"), SURVEYED)
def test_no_letter_but_a_survey_asks_what_a_survey_asks(sentence: str, quote: str) -> None:
    """LET-10."""
    for kind in KINDS:
        found = (quote, "asks what a survey asks") in found_in(kind, sentence)
        assert found is (kind not in ("how_did_we_do", "how_are_we_doing")), kind


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Please give us top marks.", "top marks"),
        ("Give us a 10.", "Give us a 10"),
        ("We hope for five stars.", "five stars"),
        ("Do rate us highly.", "rate us highly"),
        ("Anything less than a ten would sadden us.", "Anything less than a ten"),
        ("A perfect score helps us.", "perfect score"),
    ],
)
def test_a_survey_begs_for_no_marks(sentence: str, quote: str) -> None:
    for kind in KINDS:
        found = (quote, "begs for good marks") in found_in(kind, sentence)
        assert found is (kind in ("how_did_we_do", "how_are_we_doing")), kind


@pytest.mark.parametrize("sentence", ["It has only five questions.", "Give us five minutes.", "It takes ten minutes."])
def test_a_survey_may_say_how_long_it_takes(sentence: str) -> None:
    assert found_in("how_did_we_do", sentence) == []


@pytest.mark.parametrize(
    ("kind", "sentence", "quote", "why"),
    [
        ("thank_you", "You might also like our hoses.", "You might also like", "brings up a second thing"),
        ("thank_you", "It goes well with our pots.", "goes well with", "brings up a second thing"),
        ("thank_you", "We also have seeds.", "We also have", "brings up a second thing"),
        ("thank_you", "See the matching gloves.", "matching gloves", "brings up a second thing"),
        ("thank_you", "Have a look at our new arrivals.", "Have a look at our", "brings up a second thing"),
        ("welcome", "Our catalogue is enclosed.", "catalogue", "sends advertising along"),
        ("welcome", "Ask for the price list.", "price list", "sends advertising along"),
        ("appreciation", "Please call us.", "Please call", "asks for something"),
        ("appreciation", "We hope to see you soon.", "hope to see you soon", "asks for something"),
        ("seasons_greeting", "Order early.", "Order early", "asks for something"),
        ("seasons_greeting", "Do not forget our hours.", "Do not forget", "asks for something"),
    ],
)
def test_a_kind_has_rules_of_its_own(kind: str, sentence: str, quote: str, why: str) -> None:
    assert (quote, why) in found_in(kind, sentence)
    assert why not in [said for _, said in found_in("anniversary", sentence)]


def test_what_breaks_a_law_is_told_apart_from_what_is_only_unwise() -> None:
    """LET-10: words of the owner's own with it are not taken."""
    for sentence, refused in [
        ("A discount for you.", True),
        ("Please tell your friends about us.", True),
        ("Would you rate us?", True),
        ("Take advantage of it.", False),
        ("We also have seeds.", False),
    ]:
        assert [one.refused for one in findings("thank_you", [sentence], ComplaintFacts())] == [refused]


@pytest.mark.parametrize("kind", ["complaint_acknowledgement", "adjustment", "win_back_amends", "refusal"])
def test_nothing_is_missed_in_another_language(kind: str) -> None:
    assert findings(kind, ["Das tut uns sehr leid.", "Wir danken Ihnen."], ComplaintFacts()) == []


ASKED = [
    ("Please tell your friends about us.", "tell your friends about us"),
    ("Do bring a friend.", "bring a friend"),
    ("And spread the word!", "spread the word"),
    ("We live by word of mouth.", "word of mouth"),
    ("You are welcome to recommend us.", "recommend us"),
    ("If you know anyone with a garden, send us your neighbours.", "If you know anyone"),
    ("Pass our name on.", "Pass our name on"),
]
ASKED_NOTHING = [
    "We asked a friend of the house, and told him about roses.",
    "Bring your secateurs. Friends of roses meet on Friday.",
    "We mention it once, and refer to the label.",
]


@pytest.mark.parametrize(("sentence", "quote"), ASKED)
def test_no_letter_but_its_own_asks_for_an_introduction(sentence: str, quote: str) -> None:
    """LET-10."""
    for kind in KINDS:
        found = (quote, ASKS) in [(one.quote, one.why) for one in findings(kind, [sentence], ComplaintFacts())]
        assert found is (kind != "referral_ask")


@pytest.mark.parametrize("sentence", ASKED_NOTHING)
def test_what_asks_for_nobody_passes(sentence: str) -> None:
    for kind in KINDS:
        assert ASKS not in [one.why for one in findings(kind, [sentence], ComplaintFacts())]


# In the book -----------------------------------------------------------------------------------------------


@pytest.fixture
def rosie(book_path: Path) -> Iterator[Rosie]:
    with rosies(book_path, "11-02") as found:
        yield found


def remarks(rosie: Rosie, kind: str) -> tuple[str, ...]:
    text = compose_stored(rosie.book.db, [rosie.one(kind).id], rosie.today)[rosie.one(kind).id]
    assert isinstance(text, LetterText)
    return text.remarks


@pytest.mark.parametrize("field", ["what_happened", "what_changed"])
def test_a_phrase_planted_into_a_case_is_found_in_its_adjustment(rosie: Rosie, field: str) -> None:
    case = Case(rosie, rosie.customer())
    case.acknowledge()
    case.agree(**{field: "The courier was late.\nIt won’t happen again"})
    assert [remark.split("”")[0] for remark in remarks(rosie, "adjustment")] == [
        "“won't happen again",
        "“The courier was",
    ]


@pytest.mark.parametrize("field", ["reason", "alternative"])
def test_a_phrase_planted_into_a_refusal_is_found(rosie: Rosie, field: str) -> None:
    case = Case(rosie, rosie.customer())
    case.acknowledge()
    case.refuse(**{field: "It is store\npolicy."})
    assert remarks(rosie, "refusal") == ("“store policy” hides behind a rule: say the reason in your own words.",)


def test_a_phrase_planted_into_a_notice_is_found(rosie: Rosie) -> None:
    rosie.sale(rosie.customer(), "2026-11-02")
    typed = {"product": "rose arch", "message": "Our supplier\nsent thin feet.", "starts_on": "today"}
    entry = read(CampaignEntry, {"kind": "product_notice", **typed}, rosie.setting)
    running.add_campaign(rosie.book, entry, rosie.today)
    assert remarks(rosie, "product_notice") == (
        "“Our supplier sent” blames somebody else: say what we did, and own it.",
    )
