"""What is read from each file that came in."""

from videopipe.engine.task import Digest, In, PlanBuilder
from videopipe.model.media import Source


def plan_probe(builder: PlanBuilder, source: Source) -> In:
    """Facts of one footage file."""
    task = builder.add(
        "ingest.probe",
        version=3,
        label=f"ingest/{source.name}",
        params={"name": source.name},
        inputs={"footage": Digest(source.digest)},
        outputs=("info.json",),
        tools=("pyav",),
        cost=max(1, source.size_bytes // 1_000_000),
    )
    return task.out()
