"""What the first screen needs is light: no form, no editor, nothing from outside Textual."""

import subprocess
import sys

FIRST_SCREEN = ("record_list", "key_bar", "status_line", "letter_preview")
HEAVY = (
    "textual.widgets._text_area",
    "textual.widgets._data_table",
    "pydantic",
    "sqlite_utils",
)


def test_the_widgets_of_the_first_screen_load_nothing_heavy():
    script = "".join(f"import carebook.tui.widgets.{name}\n" for name in FIRST_SCREEN)
    script += f"import sys\nprint([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
