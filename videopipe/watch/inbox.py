"""Whether the folder we watch is the inbox itself, or what is left where its mount has vanished."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from videopipe.model.errors import InputError, NotWritable
from videopipe.watch.ledger import InboxLedger
from videopipe.watch.names import PLACE_MARK


class InboxAway(InputError):
    """Nothing is there, or another folder."""

    en = "{folder} is not there, or is not the inbox it was: its mount seems to be missing. Nothing is taken for deleted; work goes on when it is back. If the inbox was really set up anew, delete {mark} from it, if there, and start with an empty --work"
    zh = "{folder} 不存在，或已不是原来的收件夹：可能是网络盘未挂载。不会当作删除处理，恢复后自动继续。若确已重建收件夹，请删除其中的 {mark}（如有），并换用空的 --work"


@dataclass(frozen=True)
class Inbox:
    """A folder, and the mark by which it is known."""

    root: Path
    mark: str
    device: int
    inode: int

    def is_there(self) -> bool:
        """Whether it is this very inbox. A mark that somebody has deleted is written again."""
        try:
            here = self.root.stat()
            found = _read_mark(self.root)
            if found is None and (here.st_dev, here.st_ino) == (self.device, self.inode):
                _write_mark(self.root, self.mark)
                return True
        except OSError:
            return False
        return found == self.mark


def open_inbox(root: Path, ledger: InboxLedger) -> Inbox:
    """The inbox at `root`: the one that the ledger knows, or a new one. Raises InboxAway, NotWritable."""
    try:
        here = root.stat()
        if not root.is_dir():
            raise InboxAway(folder=str(root), mark=PLACE_MARK)
        found = _read_mark(root)
    except OSError as error:
        raise InboxAway(folder=str(root), mark=PLACE_MARK) from error
    known = ledger.place_mark(str(root))
    if known is not None and found != known[0] and (found is not None or here.st_dev != known[1]):
        raise InboxAway(folder=str(root), mark=PLACE_MARK)
    mark = found or (known[0] if known is not None else secrets.token_hex(16))
    if found is None:
        try:
            _write_mark(root, mark)
        except OSError as error:
            raise NotWritable(folder=str(root), why=error.strerror, option="INBOX") from error
    ledger.know_place(str(root), mark, here.st_dev)
    return Inbox(root, mark, here.st_dev, here.st_ino)


def _read_mark(root: Path) -> str | None:
    try:
        with (root / PLACE_MARK).open("rb") as file:
            return file.read(200).decode("ascii", "replace").strip()
    except FileNotFoundError:
        return None


def _write_mark(root: Path, mark: str) -> None:
    """Whole or not at all: two watchers may start at once."""
    aside = root / f"{PLACE_MARK}-{secrets.token_hex(4)}.tmp"
    aside.write_text(mark + "\n", "ascii")
    try:
        os.link(aside, root / PLACE_MARK)
    except FileExistsError:
        return
    except OSError:  # a share without links
        aside.rename(root / PLACE_MARK)
        return
    finally:
        aside.unlink(missing_ok=True)
