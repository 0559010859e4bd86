"""Reading a file from outside in a process of its own.

A hostile or broken file may crash a decoder, keep it busy for ever or make it ask for all memory. Here that ends
a child, not the program, and becomes a refusal.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from videopipe.media import probe as probing
from videopipe.media.run import run_tool
from videopipe.model.errors import FootageRefused, ToolFailed, ToolTimedOut
from videopipe.model.media import MediaInfo

PATIENCE_S = 20
"""For any file: a picture that takes seconds to decode is damage, not footage."""
BYTES_PER_S = 20_000_000
"""A slow network disk; reading a large file takes its time."""
MEMORY_BYTES = 6 << 30
"""Address space: a 4K picture has 12 MB, decoders hold some dozen, libraries and threads map the rest."""

_BOOT = "import sys; sys.path.insert(0, sys.argv[1]); from videopipe.media.apart import answer; answer(sys.argv[2])"
_ROOT = Path(__file__).resolve().parent.parent.parent


class TooMuch(FootageRefused):
    """Reading it crashed, or took more time or memory than any recording needs."""

    en = "{file} can't be read: {why_en}. It is damaged or not made by a camera: export it anew and send that"
    zh = "{file} 无法读取：{why_zh}。文件已损坏或并非正常录像：请重新导出后再提交"


def probe_apart(path: Path, stopped: Callable[[], bool]) -> MediaInfo:
    """As `videopipe.media.probe.probe`, in a child with limits of time and memory.

    Raises what `probe` does, TooMuch, or Stopped.
    """
    size = path.stat().st_size if path.is_file() else 0
    # -P: a file in the working folder must not stand in for a library.
    argv = [sys.executable, "-P", "-c", _BOOT, str(_ROOT), str(path)]
    try:
        said = run_tool(argv, stopped=stopped, timeout_s=PATIENCE_S + size / BYTES_PER_S).stdout
    except ToolTimedOut as error:
        seconds = error.data["seconds"]
        raise _too_much(path, f"it took longer than {seconds} s", f"读取超过 {seconds} 秒") from error
    except ToolFailed as error:
        if int(str(error.data["code"])) >= 0:
            raise
        raise _too_much(path, "reading it crashed", "读取时程序崩溃") from error
    return _result(path, said)


def _too_much(path: Path, en: str, zh: str) -> TooMuch:
    return TooMuch(file=str(path), why_en=en, why_zh=zh)


def _result(path: Path, said: str) -> MediaInfo:
    # Libraries may print lines of their own before the answer.
    told = json.loads(said.rpartition(_MARK)[2])
    if "info" in told:
        return probing.info_of(told["info"])
    if told["refused"] == "memory":
        raise _too_much(path, "it asks for too much memory", "所需内存过大")
    raise getattr(probing, told["refused"])(**told["data"])


_MARK = "\x02"


def answer(name: str) -> None:
    """The child's part: facts or refusal as JSON on stdout."""
    _limit_memory()
    try:
        told = {"info": json.loads(probing.render_info(probing.probe(Path(name))))}
    except FootageRefused as error:
        told = {"refused": type(error).__name__, "data": error.data}
    except MemoryError:
        told = {"refused": "memory"}
    # Names that aren't UTF-8 must survive: \u escapes carry them.
    sys.stdout.write(_MARK + json.dumps(told))


def _limit_memory() -> None:
    """Where the system knows limits (POSIX)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
