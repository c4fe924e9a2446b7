"""What the forms of a referral have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from carebook.customers.store import customer
from carebook.referrals.refusals import BeforeIt, ClosesALoop, HasReferrer, Themselves
from carebook.tui.screens.form import FormScreen, Save
from carebook.tui.widgets.field import Field
from carebook.typed import Wrong

if TYPE_CHECKING:
    from carebook.referrals.model import Referral
    from carebook.tui.app import CarebookApp


def step_form(
    app: CarebookApp, found: Referral, title: str, fields: Callable[[], Sequence[Field]], save: Save, *, hint: str = ""
) -> FormScreen:
    """Make the form for a step of a referral; it names who was sent by whom, and below that a hint."""
    referrer = customer(app.book.db, found.customer_id)
    named = f"{title} · {found.introduced}, sent by {referrer.name}"
    return FormScreen(named, fields, save, draft=f"{title}, #{referrer.id} ·{found.id}", sentence=hint)


@contextmanager
def said_beside(who: str, day: str) -> Iterator[None]:
    """Say what is refused beside the field that names somebody, or beside the day."""
    try:
        yield
    except (Themselves, ClosesALoop, HasReferrer) as refusal:
        raise Wrong({who: str(refusal)}) from refusal
    except BeforeIt as refusal:
        raise Wrong({day: str(refusal)}) from refusal
