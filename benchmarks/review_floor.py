"""The floor of a review: the same answer by one hand-written SQL statement."""

import dataclasses  # noqa: F401  (the floor imports what the command needs)
import json
import sqlite3
import sys

import click

ANSWER = """
SELECT 'letters', a.letter_id, l.kind, a.letter_class, a.customer_id, a.name, l.subject_kind || ' ' || l.subject_id,
       l.due, l.late_after, l.lapses, a.state, a.cause, a.channel
FROM agenda a JOIN letter l ON l.id = a.letter_id
WHERE a.state IN ('due', 'late')
ORDER BY a.late DESC, a.rank, a.due, a.name, a.letter_id
"""
NAMES = [
    "desk",
    "id",
    "kind",
    "class",
    "customer_id",
    "customer",
    "subject",
    "due",
    "by",
    "lapses",
    "state",
    "cause",
    "channel",
]

db = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
rows = db.execute(ANSWER)
click.echo(json.dumps([dict(zip(NAMES, row, strict=True)) for row in rows]))
