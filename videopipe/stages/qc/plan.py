"""What is examined, and which stills a report wants. Pure."""

from collections.abc import Sequence

from videopipe.engine.task import In, PlanBuilder
from videopipe.model.findings import Finding
from videopipe.model.time import Seconds

MOST_STILLS = 40
"""A report with more pictures is no easier to read, and a page of 40 has half a megabyte."""


def plan_examine(builder: PlanBuilder, film: In, label: str, frames: int) -> In:
    """`examined.json`: the facts of one finished film, see `record.py`."""
    task = builder.add(
        "qc.examine", version=2, label=f"qc/{label}", lane="encode", cost=frames,
        params={}, inputs={"film": film}, outputs=("examined.json",), tools=("ffmpeg", "pyav", "numpy"),
    )  # fmt: skip
    return task.out()


def plan_stills(builder: PlanBuilder, film: In, label: str, moments: Sequence[Seconds]) -> In:
    """`stills.json`: a small picture of each moment, as a list of data addresses."""
    task = builder.add(
        "qc.stills", version=1, label=f"qc/{label}/stills", params={"moments": list(moments)},
        inputs={"film": film}, outputs=("stills.json",), tools=("pyav", "pillow"),
    )  # fmt: skip
    return task.out()


def moments_of(findings: Sequence[Finding]) -> tuple[Seconds, ...]:
    """The middle of each finding that has a time, once each, in order; the first forty."""
    middles = {_middle(finding) for finding in findings if finding.span is not None}
    return tuple(sorted(middles)[:MOST_STILLS])


def still_of(finding: Finding, moments: Sequence[Seconds], stills: Sequence[str]) -> str:
    """The finding's picture among `stills`; "" if it has none."""
    shown = dict(zip(moments, stills, strict=True))
    return shown.get(_middle(finding), "") if finding.span is not None else ""


def _middle(finding: Finding) -> Seconds:
    if finding.span is None:
        raise ValueError(f"{finding.id} has no time")
    # to the millisecond: a key of the store wants no endless fractions
    return Seconds(max(0, round((finding.span.start + finding.span.end) * 500)), 1000)
