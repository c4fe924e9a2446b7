"""A letter as an e-mail: the same words as a draft that the owner's mail program opens, never sent from here (X5)."""

from __future__ import annotations

import datetime
import hashlib
import re
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime
from typing import NamedTuple
from urllib.parse import quote

from carebook.errors import Refusal
from carebook.letters.facts import ShopFacts
from carebook.letters.model import KINDS
from carebook.letters.writing import LetterText
from carebook.text import clean, cut

_LONGEST_NAME, _LONGEST_SUBJECT = 100, 400
_LONGEST_ADDRESS = 254
_LONGEST_LINE = 60
_WORD = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_PLAIN_ADDRESS = re.compile(rf"{_WORD}(?:\.{_WORD})*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 '&-]*")
_PLAIN_SUBJECT = re.compile(r"(?!.*=\?)[!-~](?:[ -~]*[!-~])?")
"""What stands in a header as it is; any other name or subject is encoded, so that no mail program reads more in it."""
_SUBJECTS = {
    "complaint_acknowledgement": "We have heard you",
    "adjustment": "We are putting it right",
    "refusal": "About your complaint",
    "recovery_follow_up": "Is it right now?",
    "product_notice": "About something you bought from us",
    "thank_you": "Thank you",
    "referral_thanks": "Thank you for telling others of us",
    "welcome": "Welcome",
    "how_did_we_do": "How did we do?",
    "birthday": "Happy birthday",
    "pet_birthday": "Happy birthday",
    "anniversary": "Thank you for staying with us",
    "appreciation": "With thanks",
    "seasons_greeting": "With the season’s greetings",
    "how_are_we_doing": "How are we doing?",
    "win_back_enquiry": "A question to you",
    "win_back_amends": "What we have changed",
    "win_back_offer": "We would be glad to have you back",
    "reactivation": "We miss you",
    "newsletter": "News",
    "referral_ask": "A small favour",
    "own_letter": "A word from us",
    "promotion": "An offer",
}
"""What stands above the e-mail of each kind; the titles of the plan are for the owner."""

_ANSWER_STOP = "Or just answer this e-mail with the word “stop”."


class NoSender(Refusal):
    """The shop has no e-mail address to write from, or one that no mail program would take."""

    def __init__(self, address: str) -> None:
        """Say where it is filled in."""
        said = "Your shop has no e-mail address yet. Fill it in"
        if address:
            said = f"Your shop’s e-mail address, {address[:60]}, is none that mail programs take. Correct it"
        super().__init__(f"{said} under the settings (,), then draft again.")


class NotDrafted(Refusal):
    """One letter that no draft can be made of, with the cause."""


class NoReceiver(NotDrafted):
    """An address that no mail program would take."""

    def __init__(self, address: str) -> None:
        """Quote it."""
        super().__init__(f"“{address[:60]}” is not an e-mail address")


class _Line(str):
    """A header as it leaves: in plain letters already, and read by nothing here any more (T1)."""

    name: str

    def __new__(cls, name: str, value: str) -> _Line:
        """Name the header that it is."""
        line = super().__new__(cls, value)
        line.name = name
        return line

    def fold(self, *, policy: Policy) -> str:
        """Return it as it is written."""
        return f"{self.name}: {policy.linesep.join(self.splitlines())}{policy.linesep}"


class MailAddress(NamedTuple):
    """A name with an e-mail address that a mail program takes."""

    name: str
    address: str

    def written(self) -> str:
        """Return both as a header has them."""
        return f"{_encoded(self.name, _PLAIN_NAME)}\n <{self.address}>" if self.name else self.address


def _encoded(said: str, plain: re.Pattern[str]) -> str:
    """Return words as a header has them: whatever looks like an encoded word is encoded itself, and stays literal."""
    if plain.fullmatch(said) and len(said) <= _LONGEST_LINE:
        return said
    return Header(said, "utf-8", maxlinelen=_LONGEST_LINE).encode()


def subject_of(kind: str, text: LetterText) -> str:
    """Return the subject: a campaign's title, else the words for the kind."""
    return text.heading or _SUBJECTS.get(kind, KINDS[kind].title if kind in KINDS else "")


def body_of(text: LetterText) -> str:
    """Return the words of an e-mail: as the letter has them, with the shop's address at the end."""
    parts = (
        text.salutation,
        *text.paragraphs,
        text.sheet.plain() if text.sheet else "",
        "\n".join((text.closing, *text.signature)),
        text.cards.plain() if text.cards else "",
        "\n".join(text.sender[text.sender[:1] == text.signature[-1:] :]),
        f"{text.footer} {_ANSWER_STOP}" if text.footer else "",
    )
    return "\n\n".join(part for part in parts if part)


def sender_of(shop: ShopFacts) -> MailAddress:
    """Return who writes the shop's e-mails; raise NoSender."""
    try:
        return an_address(shop.name, shop.email)
    except NoReceiver:
        raise NoSender(shop.email) from None


def draft(
    number: int, kind: str, text: LetterText, shop: ShopFacts, receiver: tuple[str, str], on: datetime.date
) -> EmailMessage:
    """Write one letter as a draft: stop words and an address to unsubscribe by go with what sells (SUP-10)."""
    sender, to = sender_of(shop), an_address(*receiver)
    lines = {
        "From": sender.written(),
        "To": to.written(),
        "Subject": _encoded(cut(clean(subject_of(kind, text)), _LONGEST_SUBJECT), _PLAIN_SUBJECT),
        "Date": format_datetime(datetime.datetime.combine(on, datetime.time(12), tzinfo=datetime.UTC)),
        "Message-ID": _message_id(number, on, receiver[1], sender.address.rpartition("@")[2]),
        "X-Unsent": "1",
    }
    if text.footer:
        lines["List-Unsubscribe"] = f"<mailto:{quote(sender.address, safe='@')}?subject=stop>"
    message = EmailMessage(policy=SMTP)
    for name, value in lines.items():
        message[name] = _Line(name, value)
    message.set_content(body_of(text))
    return message


def an_address(name: str, address: str) -> MailAddress:
    """Return a name with an e-mail address; a domain in other letters is written in plain ones."""
    user, _, domain = clean(address).rpartition("@")
    try:
        found = f"{user}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        raise NoReceiver(address) from None
    if not _PLAIN_ADDRESS.fullmatch(found) or "=?" in found or len(found) > _LONGEST_ADDRESS:
        raise NoReceiver(address)
    return MailAddress(cut(clean(name), _LONGEST_NAME), found)


def _message_id(number: int, on: datetime.date, receiver: str, domain: str) -> str:
    """Return what names this draft: the same one for the same letter of a day, and nothing of this machine in it."""
    said = hashlib.sha256(f"{number} {on} {receiver}".encode()).hexdigest()[:16]
    return f"<letter-{number}-{said}@{domain}>"


def kept(kind: str, text: LetterText) -> str:
    """Return the exact text of an e-mail, as it is kept on its letter (LET-7)."""
    return f"Subject: {subject_of(kind, text)}\n\n{body_of(text)}"
