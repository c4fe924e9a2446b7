"""docs/rules.md says what every id means that the code names."""

import re
from pathlib import Path

import carebook

ROOT = Path(__file__).parent.parent
NAMED = re.compile(r"\b((?:SUP|LET|FRQ|CMP|CHN|WIN|VAL|REF)-\d+[ab]?|[SBTXD]\d)\b")


def test_every_rule_that_the_code_names_is_explained() -> None:
    sources = Path(carebook.__file__).parent.rglob("*.py")
    cited = {rule for source in sources for rule in NAMED.findall("".join(_docstrings(source.read_text("utf-8"))))}
    explained = set(NAMED.findall((ROOT / "docs" / "rules.md").read_text("utf-8")))
    assert len(cited) > 50
    assert cited <= explained


def _docstrings(source: str) -> list[str]:
    return re.findall(r'"""(.*?)"""', source, re.DOTALL)
