"""How something went, in words."""

from __future__ import annotations

import pytest

from carebook.customers.model import Channel
from carebook.customers.words import by_channel

WORDS = {
    Channel.POST: "by post",
    Channel.HANDWRITTEN: "by hand",
    Channel.EMAIL: "by e-mail",
    Channel.PHONE: "by phone",
    Channel.TEXT: "by text",
    Channel.IN_PERSON: "in person",
}


@pytest.mark.parametrize("channel", Channel)
def test_every_channel_is_said_as_a_person_would(channel: Channel) -> None:
    assert by_channel(str(channel)) == WORDS[channel]


def test_what_nobody_noted_is_not_said() -> None:
    assert by_channel(None) == ""
