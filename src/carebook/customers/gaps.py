"""The honest gaps: what the shop does not know about its customers, each by its name (LET-8)."""

from __future__ import annotations

from enum import StrEnum


class Gap(StrEnum):
    """Something that is not known of a customer; in the order in which it matters."""

    UNREACHABLE = "unreachable"
    ADDRESS = "address"
    MOVED = "moved"
    SALUTATION = "salutation"
    EMAIL_LEAVE = "e-mail leave"
    TEXT_LEAVE = "text leave"
    NAMELESS_DAY = "nameless day"
    WHOSE_BIRTHDAY = "whose birthday"
    NAMELESS_MEMBER = "nameless member"
    SOURCE = "source"
    SINCE = "since"


TITLES: dict[Gap, str] = {
    Gap.UNREACHABLE: "No way to reach them",
    Gap.ADDRESS: "No full address",
    Gap.MOVED: "Moved away, new address not known",
    Gap.SALUTATION: "No salutation",
    Gap.EMAIL_LEAVE: "E-mail address, but no word on offers",
    Gap.TEXT_LEAVE: "Mobile number, but no word on offers",
    Gap.NAMELESS_DAY: "A yearly day without a name",
    Gap.WHOSE_BIRTHDAY: "A birthday, but whose is not known",
    Gap.NAMELESS_MEMBER: "A member without a real name",
    Gap.SOURCE: "How they heard of us is not known",
    Gap.SINCE: "Since when they are a customer is not known",
}
WHY: dict[Gap, str] = {
    Gap.UNREACHABLE: "no address, e-mail or phone: nothing you do reaches them",
    Gap.ADDRESS: "nothing can go by post",
    Gap.MOVED: "their post came back; nothing more is posted",
    Gap.SALUTATION: "letters to them begin with their whole name",
    Gap.EMAIL_LEAVE: "offers by e-mail need their leave",
    Gap.TEXT_LEAVE: "offers by text need their leave",
    Gap.NAMELESS_DAY: "no letter can say what is celebrated",
    Gap.WHOSE_BIRTHDAY: "the letter cannot say whose birthday it is",
    Gap.NAMELESS_MEMBER: "a letter would call them by that",
    Gap.SOURCE: "asked once, it shows what brings customers",
    Gap.SINCE: "without it there is no anniversary",
}
LEAVES: dict[Gap, str] = {Gap.EMAIL_LEAVE: "e-mail", Gap.TEXT_LEAVE: "text"}
"""The gaps that a yes or no closes, each with its channel (SUP-5)."""
