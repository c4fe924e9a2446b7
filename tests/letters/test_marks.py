"""What stands between braces: the fields that a letter has whatever else is known of its customer (LET-8, SUP-10)."""

from __future__ import annotations

import pytest

from carebook.letters import marks


@pytest.mark.parametrize(
    ("text", "always"),
    [
        ("{{ a }} and {{ b | day }}", {"a", "b"}),
        ("{% if a %}{{ b }}{% endif %}", set()),
        ("{% if a %}{{ a }}{% endif %}", {"a"}),
        ("{% if not a %}{{ a }}{% endif %}", set()),
        ("{% if a %}{{ b }}{% else %}{{ b | day }} {{ c }}{% endif %}", {"b"}),
        ("{% if a %}{{ b }}{% elif c %}{{ b }}{% endif %}", set()),
        ("{% if a %}{{ b }}{% elif c %}{{ b }}{% else %}{{ b }}{% endif %}", {"b"}),
        ("{% if a %}{% if c %}{{ b }}{% else %}{{ b }}{% endif %}{% else %}{{ b }}{% endif %}{{ d }}", {"b", "d"}),
        ("{% if a %}{{ b }}{% if c %}{{ c }}{% endif %}{% endif %}", set()),
        ("{# a #}{% endif %}{{ b }}{% if c %}", {"b"}),
        ("", set()),
    ],
)
def test_a_field_is_always_shown_or_not(text: str, always: set[str]) -> None:
    assert marks.fields_always_shown(marks.read(text)[0]) == always
