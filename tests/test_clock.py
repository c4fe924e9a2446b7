import time
from datetime import date

import pytest

from carebook import clock


def test_d1_the_day_is_the_local_one(monkeypatch):
    monkeypatch.delenv(clock.VARIABLE, raising=False)
    assert clock.today() == date(*time.localtime()[:3])
    assert abs(clock.now().timestamp() - time.time()) < 60
    assert not clock.is_set()


def test_d1_the_environment_sets_the_day_and_the_time_still_runs(monkeypatch):
    monkeypatch.setenv(clock.VARIABLE, "2026-11-25")
    assert clock.is_set()
    assert clock.today() == date(2026, 11, 25)
    assert clock.now().date() == date(2026, 11, 25)
    assert clock.now().tzinfo is None


def test_an_empty_setting_sets_nothing(monkeypatch):
    monkeypatch.setenv(clock.VARIABLE, "")
    assert not clock.is_set()
    assert clock.today() >= date(2024, 1, 1)


@pytest.mark.parametrize("value", ["25/11/2026", "2026-02-30", "20261125", "2026-W48-3", "soon", " 2026-11-25"])
def test_a_wrong_setting_is_named_in_a_sentence(monkeypatch, value):
    monkeypatch.setenv(clock.VARIABLE, value)
    with pytest.raises(clock.ClockNotUnderstood, match="CAREBOOK_TODAY is set to") as refused:
        clock.now()
    assert value in str(refused.value)
