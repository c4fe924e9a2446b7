"""The shop's calendar: closed weekdays, public holidays to tick, closed days of its own, gatherings."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from carebook.days import in_words, public_holidays
from carebook.shop.store import calendar
from carebook.tui.actions import bindings
from carebook.tui.forms.shop import closed_day_form, gathering_form, save_shop
from carebook.tui.panes.plain_list import PlainList
from carebook.tui.panes.sections import Sections
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import FixedRows, Row, Source

WEEKDAY, HOLIDAY, OWN, GATHERING = "weekday", "holiday", "own", "gathering"
"""What a row stands for; its key is this word and a weekday, a day or an id."""
CLOSED = "●"
_WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")


class DaysView(PlainList):
    """The shop's calendar."""

    PLACE: ClassVar[str] = "days"
    BINDINGS: ClassVar[list[BindingType]] = bindings("days")
    ABOUT: ClassVar[str] = (
        "Letters that count business days, like the thank-you, pass over closed days. Enter closes or opens a day; "
        "n closes one of your own, N adds a gathering, before which letters of appreciation go out."
    )
    MARKED: ClassVar[bool] = True
    COLUMNS: ClassVar = (Column("day", width=16), Column("state", width=6, rank=1), Column("name", rank=2))

    def __init__(self) -> None:
        """The public holidays are looked up when the calendar is first shown."""
        super().__init__()
        self._country = ""
        self._holidays: dict[date, str] = {}

    def rows(self) -> Source:
        """Return every day, section by section."""
        return Sections(self._sections, counted=False)

    def come_back(self) -> None:
        """Be shown; look the public holidays up if that was not done yet."""
        super().come_back()
        self._look_up()

    def reload(self) -> None:
        """Read the calendar anew; another country has other holidays."""
        super().reload()
        self._look_up()

    def _look_up(self) -> None:
        country = self.keeper.shop.country
        if country != self._country:
            self._country = country
            self.run_worker(lambda: self._find_holidays(country), thread=True, group="holidays", exclusive=True)

    def _find_holidays(self, country: str) -> None:
        found = {day: name for year in self._years() for day, name in public_holidays(country, year)}
        self.app.call_from_thread(self._take_holidays, found)

    def _take_holidays(self, found: dict[date, str]) -> None:
        self._holidays = found
        self.lines.refresh_rows()

    # The rows -------------------------------------------------------------------------------------------

    def _sections(self) -> list[tuple[str, Source]]:
        known = calendar(self.keeper.book.db)
        first = date(self.keeper.today.year, 1, 1)
        own = [
            _day_row(OWN, day, label, is_closed=True)
            for day, label in known.closed.items()
            if day not in self._holidays and day >= first
        ]
        gatherings = [Row((GATHERING, one.id), (in_words(one.day), "", one.label)) for one in known.gatherings]
        return [
            ("Every week", FixedRows(self._weekdays())),
            *self._holiday_sections(known.closed),
            ("Closed days of your own", FixedRows(own)),
            ("Gatherings", FixedRows(gatherings)),
        ]

    def _weekdays(self) -> list[Row]:
        weekdays = self.keeper.shop.closed_weekdays
        closed = [str(place) in weekdays for place in range(7)]
        return [
            Row((WEEKDAY, place), (name, _state(is_closed), ""), mark=CLOSED if is_closed else " ")
            for place, (name, is_closed) in enumerate(zip(_WEEKDAYS, closed, strict=True))
        ]

    def _holiday_sections(self, closed: Collection[date]) -> list[tuple[str, Source]]:
        return [(f"Public holidays {year}", FixedRows(self._holidays_of(year, closed))) for year in self._years()]

    def _years(self) -> tuple[int, int]:
        return self.keeper.today.year, self.keeper.today.year + 1

    def _holidays_of(self, year: int, closed: Collection[date]) -> list[Row]:
        today = self.keeper.today
        return [
            _day_row(HOLIDAY, day, name, is_closed=day in closed, is_past=day < today)
            for day, name in self._holidays.items()
            if day.year == year
        ]

    # The verbs ------------------------------------------------------------------------------------------

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off for the row under the cursor."""
        if name == "switch":
            return None if self.key_of(WEEKDAY, HOLIDAY, OWN) is not None else "A gathering is taken out with d."
        if name == "remove":
            removable = self.key_of(OWN, GATHERING) is not None
            return None if removable else "Only your own days and gatherings are taken out; enter opens a day."
        return None

    @on(RecordList.Chosen)
    def switch_chosen(self) -> None:
        """Close or open the day under the cursor."""
        self.action_do("switch")

    def do_switch(self) -> None:
        """Close or open the days that are marked, or the one under the cursor."""
        from carebook.shop.desk import close_on, open_again_on

        weekday = self.key_of(WEEKDAY)
        if isinstance(weekday, int) and not self.lines.marked:
            self._switch_weekday(str(weekday))
            return
        days, closed = self._chosen_days(), calendar(self.keeper.book.db).closed
        if all(day in closed for day in days):
            self.keeper.run_verb(lambda book, today: open_again_on(book, days, today))
        else:
            names = {day: self._holidays.get(day, "closed") for day in days if day not in closed}
            self.keeper.run_verb(lambda book, today: close_on(book, names, today))
        self.lines.clear_marks()

    def _chosen_days(self) -> list[date]:
        keys = self.lines.marked or [self.lines.cursor_key]
        return sorted(key[1] for key in keys if isinstance(key, tuple) and isinstance(key[1], date))

    def _switch_weekday(self, weekday: str) -> None:
        closed = set(self.keeper.shop.closed_weekdays) ^ {weekday}
        self.keeper.run_verb(
            lambda book, today: save_shop(self.keeper, book, {"closed_weekdays": "".join(sorted(closed))}, today)
        )

    def do_new(self) -> None:
        """Close the shop on a day of its own."""
        self.app.push_screen(closed_day_form(self.keeper))

    def do_gathering(self) -> None:
        """Add a gathering."""
        self.app.push_screen(gathering_form(self.keeper))

    def do_remove(self) -> None:
        """Take a gathering, or a closed day of the shop's own, out of the calendar."""
        from carebook.shop.desk import open_again_on, remove_gathering

        day, gathering = self.key_of(OWN), self.key_of(GATHERING)
        if isinstance(day, date):
            self.keeper.run_verb(lambda book, today: open_again_on(book, [day], today))
        elif isinstance(gathering, int):
            self.keeper.run_verb(lambda book, today: remove_gathering(book, gathering, today))


def _day_row(what: str, day: date, label: str, *, is_closed: bool, is_past: bool = False) -> Row:
    cells = (in_words(day), _state(is_closed), label)
    return Row((what, day), cells, mark=CLOSED if is_closed else " ", dim=is_past)


def _state(is_closed: bool) -> str:
    return "closed" if is_closed else "open"
