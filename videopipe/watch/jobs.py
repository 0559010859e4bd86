"""The nouns of the inbox: an upload's row in the ledger, its states, why it was refused."""

from dataclasses import dataclass
from enum import StrEnum

from videopipe.model.findings import Words


class JobState(StrEnum):
    """Where an upload stands."""

    RECEIVED = "received"
    """Seen; nothing is known of it yet."""
    WAITING = "waiting"
    """Something is missing: `Job.waits` says what."""
    QUEUED = "queued"
    """Complete as far as can be told without reading it; somebody may take it."""
    PROCESSING = "processing"
    """Somebody's: `owner` holds a lease that lapses `LEASE_S` after its last heartbeat."""
    PUBLISHED = "published"
    """Its bundle is verified; `Job.bundle` says where."""
    REFUSED = "refused"
    """Something in it must be put right: `Job.refusal` says what and how."""
    FAILED = "failed"
    """We couldn't make it, and gave up trying; nothing is wrong with the upload as far as is known."""

    @property
    def settled(self) -> bool:
        """Whether nothing more happens to this version of the upload."""
        return self in (JobState.PUBLISHED, JobState.REFUSED, JobState.FAILED)


@dataclass(frozen=True)
class Refusal:
    """Why something is not made: the file, the fault, the remedy."""

    file: str
    """As uploaded, from the upload's own folder; "" where it isn't about one file."""
    fault: Words
    remedy: Words

    @property
    def told(self) -> Words:
        """The fault with its file, which most faults name themselves."""
        return Words(*(_with_file(self.file, fault) for fault in (self.fault.en, self.fault.zh)))


def _with_file(file: str, fault: str) -> str:
    return fault if not file or file in fault else f"{file}: {fault}"


@dataclass(frozen=True)
class Job:
    """One version of one upload. Times are seconds since 1970, but `beat_s`."""

    id: int
    source: str
    """"inbox" or "batch"."""
    place: str
    """The folder that was watched, or that the batch was given."""
    name: str
    """As uploaded: the path of the upload from `place`, with /."""
    kind: str
    """"folder", "zip" or "video"."""
    version: int
    """Of that name, from 1."""
    state: JobState
    looked: str = ""
    """The stamp with which it was read in vain: not read again while that is its stamp."""
    stamp: str = ""
    """Digest of paths, sizes and times: unchanged means that nothing needs to be read again."""
    identity: str = ""
    """sha256 over the sorted (path, sha256) of its contents; "" until it has been read."""
    waits: tuple[Words, ...] = ()
    """Exactly what is waited for."""
    stage: str = ""
    """While it is processed: a key of `videopipe.watch.notes.STAGES`."""
    percent: int = 0
    priority: int = 0
    """Higher goes first."""
    due_s: float | None = None
    """Among equals, the earliest goes first; those without go last."""
    not_before_s: float = 0.0
    """After a failure of ours: when it may be tried again."""
    owner: str = ""
    beat_s: float = 0.0
    """Of the last heartbeat, by the owner's clock (`Lease`), which no one sets."""
    attempts: int = 0
    """How often it was taken since an owner last let go of it: beyond 1, owners died over it."""
    failures: int = 0
    """How often that ended in a failure of ours."""
    bundle: str = ""
    """Folder of the version that was published."""
    same_as: int | None = None
    """The job that had published this very content before."""
    refusal: Refusal | None = None
    """Of a refused or failed one; of a queued one, why the last attempt failed."""
    moved_to: str = ""
    """Where the originals were moved, or are being moved: a path from `place`; "" while they stay."""
    moving: tuple[tuple[str, str], ...] = ()
    """(from, to) of what is being moved, both from `place`; () again when it has arrived."""
    subject: str = ""
    """What `videopipe`'s own ledger calls its runs."""
    received_s: float = 0.0
    changed_s: float = 0.0
    """When the state last changed."""


@dataclass(frozen=True)
class Event:
    """One change of state, in the order of `number`."""

    number: int
    job: int
    name: str
    version: int
    state: JobState
    at_s: float
