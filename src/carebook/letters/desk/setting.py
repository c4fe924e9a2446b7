"""Setting what is neither judged nor noted: jobs one after another, into the files of one run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from carebook.letters.desk.printing import Batch
from carebook.letters.paper.batches import RunOfFiles
from carebook.letters.paper.press import Job, Progress, press


def set_all(
    jobs: Sequence[Job],
    left_out: Mapping[int, str],
    on: date,
    folder: Path,
    stem: str,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Batch:
    """Set jobs into new files of a folder, all of them or none; what a job cannot set joins what is left out."""
    stays, done = dict(left_out), list[int]()
    handed, total = 0, sum(len(job.pieces) for job in jobs)
    tell = progress or (lambda done, total: None)
    tell(0, total)
    with RunOfFiles(folder) as run:
        for job in jobs:
            made = press(job, on, cancelled)
            stays |= made.left_out
            done += made.pages
            if made.pdf:
                run.add(made.pdf, stem, numbered=len(jobs) > 1)
            handed += len(job.pieces)
            tell(handed, total)
    return Batch(tuple(run.paths), tuple(done), tuple(stays.items()))
