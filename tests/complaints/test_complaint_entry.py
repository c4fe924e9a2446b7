"""What may come in about complaints: values as they are kept, and the sentence beside each field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from carebook.complaints.entry import (
    AcknowledgementEntry,
    AgreementEntry,
    AskEntry,
    BonusEntry,
    CaseEntry,
    ClosingEntry,
    DoneEntry,
    FollowUpEntry,
    ProgressEntry,
    ProposalEntry,
    RefusalEntry,
    ReopeningEntry,
)
from carebook.entry import Entry
from carebook.typed import Wrong

Enter = Callable[..., Any]
DAY = {"on_day": "today"}
CASE = {"words": "Late", "received_on": "today"}
PROPOSAL = {**DAY, "kind": "refund", "promised_on": "+1w"}
CLOSING = {"outcome": "recovered", "category": "Late", "root_cause": "Training", "what_changed": "We trained."}
PROGRESS = {**DAY, "new_day": "+1w", "words": "The part is late"}
REFUSAL = {**DAY, "reason": "Salt", "alternative": "A repair", "approved_by": "Rosie"}


@pytest.mark.parametrize(
    ("model", "usual", "field", "typed", "sentence"),
    [
        (CaseEntry, CASE, "words", " ", "What they said, in their own words, is needed here."),
        (CaseEntry, CASE, "received_on", "tomorrow", "is still to come"),
        (CaseEntry, CASE, "received_on", "32", "is not a day"),
        (CaseEntry, CASE, "via", "pigeon", "“pigeon” is none of the words that fit here: post, handwritten"),
        (CaseEntry, CASE, "severity", "huge", "small, serious, urgent"),
        (CaseEntry, CASE, "loss", "hope", "money, goods, service, attention"),
        (AcknowledgementEntry, {**DAY, "handler": "Tom"}, "handler", "", "Who looks after it is needed here."),
        (AcknowledgementEntry, {**DAY, "handler": "Tom"}, "answer_by", "11/24/2026", "Promise today or a day to come."),
        (AskEntry, {**DAY, "remedy_sought": "x"}, "remedy_sought", "", "Their answer, or “leaves it to us”, is needed"),
        (ProposalEntry, PROPOSAL, "kind", "", "Choose what puts it right: refund, discount"),
        (ProposalEntry, PROPOSAL, "kind", "cake", "“cake” is none of the words"),
        (ProposalEntry, PROPOSAL, "cost", "-5", "cost"),
        (ProposalEntry, PROPOSAL, "promised_on", "11/24/2026", "Tue 24 Nov 2026 is over."),
        (ProposalEntry, PROPOSAL | {"agreed": "yes"}, "promised_on", "", "Name the day that you promise, like +1w."),
        (ProposalEntry, PROPOSAL | {"bonus_kind": "cake"}, "promised_on", "", "By when will it be done?"),
        (
            ProposalEntry,
            PROPOSAL | {"bonus_kind": "cake", "bonus_cost": "5"},
            "bonus_kind",
            "",
            "What is given on top? For example",
        ),
        (ProposalEntry, PROPOSAL, "agreed", "perhaps", "neither yes nor no"),
        (BonusEntry, {**DAY, "kind": "cake"}, "kind", "", "What is given on top is needed here."),
        (AgreementEntry, DAY, "promised_on", "11/24/2026", "is over"),
        (DoneEntry, DAY, "on_day", "tomorrow", "is still to come"),
        (FollowUpEntry, DAY, "is_right", "maybe", "yes, no, no answer"),
        (FollowUpEntry, DAY, "satisfaction", "6", "Type a whole number from 1 to 5."),
        (FollowUpEntry, DAY, "satisfaction", "0", "Type a whole number from 1 to 5."),
        (FollowUpEntry, DAY, "satisfaction", "good", "is not a whole number"),
        (ClosingEntry, CLOSING, "outcome", "", "How did it end? Type one of: recovered, unrecovered"),
        (ClosingEntry, CLOSING, "category", "", "A category is needed here."),
        (ClosingEntry, CLOSING, "root_cause", "", "The root cause is needed here."),
        (ClosingEntry, CLOSING, "what_changed", "", "What was changed, or “nothing, because …”, is needed here."),
        (RefusalEntry, REFUSAL, "reason", "", "The reason is needed here."),
        (RefusalEntry, REFUSAL, "alternative", "", "What you can do instead is needed here."),
        (RefusalEntry, REFUSAL, "approved_by", "", "The owner's name, as approval, is needed here."),
        (ReopeningEntry, {"reason": "x"}, "reason", "", "The reason is needed here."),
        (ProgressEntry, PROGRESS, "new_day", "", "Name the new day"),
        (ProgressEntry, PROGRESS, "new_day", "11/24/2026", "is over"),
        (ProgressEntry, PROGRESS, "words", " ", "What you told them is needed here."),
        (AcknowledgementEntry, {**DAY, "handler": "Tom"}, "via", "post", "phone, e-mail, text, in person"),
    ],
)
def test_each_field_has_its_sentence(
    enter: Enter, model: type[Entry], usual: dict[str, str], field: str, typed: str, sentence: str
) -> None:
    enter(model, **usual)
    with pytest.raises(Wrong) as wrong:
        enter(model, **usual | {field: typed})
    assert sentence in wrong.value.errors[field]


def test_a_complaint_taken_down_in_a_hurry_is_whole(enter: Enter, today: date) -> None:
    entry = enter(CaseEntry, words="Late", received_on="")
    assert (entry.received_on, entry.via, entry.severity, entry.loss) == (today, "phone", "serious", "")


@pytest.mark.parametrize("model", [AcknowledgementEntry, AskEntry, BonusEntry, RefusalEntry, DoneEntry])
def test_no_day_typed_is_today(enter: Enter, today: date, model: type[Entry]) -> None:
    needed = {"handler": "Tom"} if model is AcknowledgementEntry else {}
    needed |= {"remedy_sought": "x"} if model is AskEntry else {}
    needed |= {"kind": "cake"} if model is BonusEntry else {}
    needed |= REFUSAL if model is RefusalEntry else {}
    assert enter(model, **needed | {"on_day": ""}).on_day == today


def test_words_keep_their_lines_and_lines_do_not(enter: Enter) -> None:
    entry = enter(CaseEntry, words="one\ntwo", received_on="today", product="mow\ner")
    assert (entry.words, entry.product) == ("one\ntwo", "mow er")


def test_money_is_read_into_minor_units(enter: Enter) -> None:
    entry = enter(ProposalEntry, **PROPOSAL, cost="12.50", bonus_kind="cake", bonus_cost="3", agreed="yes")
    assert (entry.cost, entry.bonus_cost, entry.agreed, entry.above_limit) == (1250, 300, True, False)


def test_every_sentence_of_a_form_comes_at_once(enter: Enter) -> None:
    with pytest.raises(Wrong) as wrong:
        enter(ClosingEntry)
    assert wrong.value.errors.keys() == {"outcome", "category", "root_cause", "what_changed"}


UNSEEN = "\u200b \u2800"


@pytest.mark.parametrize(
    ("model", "usual", "fields"),
    [
        (CaseEntry, CASE, ("summary", "product", "category", "handler", "remedy_sought", "external_id")),
        (ProposalEntry, PROPOSAL, ("what", "bonus_kind", "bonus_what", "what_happened", "what_changed")),
        (BonusEntry, {**DAY, "kind": "cake"}, ("what",)),
        (DoneEntry, DAY, ("what",)),
        (FollowUpEntry, DAY, ("words",)),
    ],
)
def test_what_cannot_be_seen_is_nothing(
    enter: Enter, model: type[Entry], usual: dict[str, str], fields: tuple[str, ...]
) -> None:
    """No letter has a hole where words should stand."""
    entry = enter(model, **usual | dict.fromkeys(fields, UNSEEN))
    assert [getattr(entry, field) for field in fields] == [""] * len(fields)


@pytest.mark.parametrize(
    ("model", "usual", "field"),
    [
        (CaseEntry, CASE, "words"),
        (AcknowledgementEntry, {**DAY, "handler": "Tom"}, "handler"),
        (AskEntry, {**DAY, "remedy_sought": "x"}, "remedy_sought"),
        (BonusEntry, {**DAY, "kind": "cake"}, "kind"),
        *((ClosingEntry, CLOSING, field) for field in ("category", "root_cause", "what_changed")),
        *((RefusalEntry, REFUSAL, field) for field in ("reason", "alternative", "approved_by")),
    ],
)
def test_what_is_needed_can_be_seen(enter: Enter, model: type[Entry], usual: dict[str, str], field: str) -> None:
    with pytest.raises(Wrong) as wrong:
        enter(model, **usual | {field: UNSEEN})
    assert wrong.value.errors[field].endswith("is needed here.")
