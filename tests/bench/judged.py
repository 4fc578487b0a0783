"""What a run spends on pandera and the control relations: ``python -m bench.judged REGION`` after a run of it.

Two lines on stderr, with the judging of all forms between them, in the batches in which a run judges.
"""

from __future__ import annotations

import sys
from pathlib import Path

from engine.intake.incoming import processes, read_records
from engine.pipeline.closed import rules_of
from engine.pipeline.readingcache import reading_cache
from engine.pipeline.region import batches_of, mail_of
from engine.validation.judge import validate
from engine.workspace.folders import Workspace

BEGIN, END = "pandera and control relations", "judged"


def main(root: Path) -> None:
    """Judge the forms of a region's incoming/."""
    workspace = Workspace(root)
    rulebook = rules_of(workspace)
    period = rulebook.periods[rulebook.programme.current_period]
    with reading_cache(workspace, rulebook, keeping=False) as kept, processes(rulebook) as reader:
        records = read_records(workspace.incoming, rulebook, reader, kept=kept)
    mails = mail_of(records, rulebook, None)
    batches = [
        [each.submission for mail in batch for each in mail.readings(rulebook.registry) if each.submission is not None]
        for batch in batches_of(mails.values())
    ]
    print(BEGIN, file=sys.stderr, flush=True)
    for batch in batches:
        validate(batch, rulebook, period)
    print(END, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
