"""Everything that happened with one customer, newest first."""

from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import Source

COLUMNS = (
    Column("date", width=11, rank=0),
    Column("what", least=14, share=2, rank=1),
    Column("detail", least=16, share=3, rank=2),
)


class Timeline(RecordList):
    """A list whose rows are (date, what, detail)."""

    def __init__(self, source: Source | None = None, *, empty: str = "", id: str | None = None) -> None:
        """A timeline of `source`; `empty` is said while nothing has happened yet."""
        super().__init__(COLUMNS, source, empty=empty, id=id, classes="choices part")
