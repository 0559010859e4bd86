"""Publishing: everything is laid out aside, checked, and appears in one rename (see `shelf.py`)."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from videopipe import __version__
from videopipe.engine.disk import write_durably
from videopipe.model.bundle import (
    PAGE_FILE,
    RECORD_FILE,
    Bundle,
    Deliverable,
    FileFacts,
    Made,
    Measured,
)
from videopipe.model.errors import Damaged
from videopipe.stages.package.bag import IDENTITY_TAG, open_bag, write_bag
from videopipe.stages.package.disk import (
    StoreChanged,
    copy_durably,
    flush_tree,
    naming_trouble,
)
from videopipe.stages.package.record import parse_bundle, parse_measured, render_bundle
from videopipe.stages.package.shelf import (
    Published,
    alone,
    appear,
    known,
    make_folder,
    staging_folder,
    sweep_staging,
)

_SOFTWARE = f"videopipe {__version__}"


class NotSealed(Damaged):
    """A bundle that isn't whole right after it was written."""

    en = "the bundle written to {folder} can't be read back as it was written ({why}). Check that disk, or choose another folder with -o"
    zh = "写入 {folder} 的成品包读回时与写入内容不一致（{why}）。请检查该磁盘，或用 -o 指定其他目录"


def publish(
    deliverables: Iterable[Deliverable],
    *,
    out: Path,
    series: str,
    episode_id: str,
    title: str,
    city: str,
    identity: str,
    store_path: Callable[[str, str], Path],
    now: datetime,
    page: Callable[[Bundle], str],
    stopped: Callable[[], bool] = lambda: False,
) -> Published:
    """Make the deliverables the current version of the episode, unless they are already.

    `store_path`: (key, name) to the file of a finished output. `now` becomes the bagging date. `page` makes
    index.html from what was measured. Raises StoreChanged, NotSealed, NotWritable, DiskFull or Stopped; the
    versions that were there before, and `current.json`, are untouched then.
    """
    wanted = tuple(deliverables)
    _refuse_doubles(wanted)
    draft = Bundle(episode_id, series, title, city, identity, _SOFTWARE, ())
    folder = out / series / episode_id
    with naming_trouble(out):
        make_folder(folder)
        sweep_staging(folder)
        with alone(folder):
            before = known(folder, identity, now)
        if before is not None:
            return before
        with staging_folder(folder) as staging:
            bag = staging / "bag"
            _lay_out(bag, draft, wanted, store_path, page, stopped)
            _seal(bag, draft, now)
            with alone(folder):
                # Somebody else may have published the same meanwhile.
                return known(folder, identity, now) or appear(bag, folder, identity, now)


def _refuse_doubles(wanted: tuple[Deliverable, ...]) -> None:
    """Two paths that differ in case only are one file on the publisher's Windows share."""
    paths = [one.path.casefold() for one in wanted]
    doubles = sorted({path for path in paths if paths.count(path) > 1})
    if doubles:
        raise ValueError(f"twice in one bundle: {doubles}")


def _lay_out(
    bag: Path,
    draft: Bundle,
    wanted: tuple[Deliverable, ...],
    store_path: Callable[[str, str], Path],
    page: Callable[[Bundle], str],
    stopped: Callable[[], bool],
) -> None:
    """bag/data with every deliverable, the page and the record."""
    data = bag / "data"
    data.mkdir(parents=True)
    files = [_place(one, data, store_path, stopped) for one in wanted]
    html = page(_with_files(draft, files)).encode()
    write_durably(data / PAGE_FILE, html)
    files.append(FileFacts(PAGE_FILE, "page", "text/html", "zh-CN", draft.title, _measure_text(html)))
    write_durably(data / RECORD_FILE, render_bundle(_with_files(draft, files)).encode())


def _with_files(draft: Bundle, files: list[FileFacts]) -> Bundle:
    return replace(draft, files=tuple(sorted(files, key=lambda file: file.path)))


def _place(
    one: Deliverable, data: Path, store_path: Callable[[str, str], Path], stopped: Callable[[], bool]
) -> FileFacts:
    target = data / one.path
    target.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(one.source, Made):
        source = store_path(one.source.key, one.source.name)
        copied = Measured(*copy_durably(source, target, stopped))
        measured = _compared(copied, source, one.facts, store_path)
    else:
        content = one.source.encode()
        write_durably(target, content)
        measured = _measure_text(content)
    return FileFacts(one.path, one.role, one.media_type, one.language, one.title, measured)


def _measure_text(content: bytes) -> Measured:
    return Measured(sha256(content).hexdigest(), len(content))


def _compared(
    copied: Measured, source: Path, facts: Made | None, store_path: Callable[[str, str], Path]
) -> Measured:
    """The facts that were measured, if they are those of the file that was copied."""
    if facts is None:
        return copied
    record = store_path(facts.key, facts.name)
    try:
        measured = parse_measured(record.read_bytes(), record.name)
    except OSError as error:
        raise StoreChanged(file=record.name, why=error.strerror or str(error)) from error
    if (measured.sha256, measured.size_bytes) != (copied.sha256, copied.size_bytes):
        raise StoreChanged(file=source.name, why=f"sha256 {copied.sha256[:12]}… ≠ {measured.sha256[:12]}…")
    return measured


def _seal(bag: Path, draft: Bundle, now: datetime) -> None:
    """Make it a bag, read it back, and wait until the disk has all of it."""
    record = bag / "data" / RECORD_FILE
    bundle = parse_bundle(record.read_bytes(), RECORD_FILE)
    digests = {file.path: file.measured.sha256 for file in bundle.files}
    digests[RECORD_FILE] = sha256(record.read_bytes()).hexdigest()
    size_bytes = sum(file.measured.size_bytes for file in bundle.files) + record.stat().st_size
    info = {
        "Source-Organization": draft.city,
        "Bag-Group-Identifier": draft.series,
        "External-Identifier": draft.episode_id,
        "External-Description": draft.title,
        "Bag-Software-Agent": draft.software,
        "Bagging-Date": now.date().isoformat(),
        "Payload-Oxum": f"{size_bytes}.{len(digests)}",
        IDENTITY_TAG: draft.identity,
    }
    write_bag(bag, digests, info)
    _read_back(bag)
    flush_tree(bag)


def _read_back(bag: Path) -> None:
    import bagit

    try:
        open_bag(bag).validate()
    except bagit.BagError as error:
        raise NotSealed(folder=str(bag.parent.parent), why=str(error)) from error
