"""The floor of a start: a Textual app with header, footer and a table of 200 rows."""

from textual.app import App
from textual.widgets import DataTable, Footer, Header


class Bare(App):
    BINDINGS = (("q", "quit", "Quit"),)

    def compose(self):
        yield Header()
        yield DataTable()
        yield Footer()

    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns("Name", "Place", "Last sale", "Taken")
        table.add_rows((f"Customer {n}", "Bath", "25 Nov 2026", f"{n}.00") for n in range(200))


Bare().run()
