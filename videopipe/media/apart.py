"""Reading a file from outside in a process of its own.

A hostile or broken file may crash a decoder, keep it busy for ever or make it ask for all memory. Here that ends
a child, not the program, and becomes a refusal.
"""

import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from videopipe.media.probe import parse_info
from videopipe.media.run import run_tool
from videopipe.model.errors import FootageRefused, ToolFailed, ToolTimedOut
from videopipe.model.media import MediaInfo

PATIENCE_S = 20
"""Without a sign of life: a picture that takes seconds to decode is damage, not footage."""
PULSE_S = 1.0
MEMORY_BYTES = 6 << 30
"""Address space: a 4K picture has 12 MB, decoders hold some dozen, libraries and threads map the rest."""

Reader = Callable[[Path, Callable[[], bool]], str]
"""What a child runs: the file, and a function to call often, which says whether to stop; text comes back."""

_BOOT = "import sys; sys.path.insert(0, sys.argv[1]); from videopipe.media.apart import answer; answer(*sys.argv[2:])"
_ROOT = Path(__file__).resolve().parent.parent.parent
_MARK = "\x02"
"""Before the answer: libraries may print lines of their own."""


class TooMuch(FootageRefused):
    """Reading it crashed, or took more time or memory than any recording needs."""

    en = "{file} can't be read: {why_en}. It is damaged or not made by a camera: export it anew and send that"
    zh = "{file} 无法读取：{why_zh}。文件已损坏或并非正常录像：请重新导出后再提交"


def probe_apart(path: Path, stopped: Callable[[], bool]) -> MediaInfo:
    """As `videopipe.media.probe.probe`, in a child. Raises what that does, TooMuch, or Stopped."""
    return parse_info(read_apart("videopipe.media.probe:probe_text", path, stopped))


def read_apart(reader: str, path: Path, stopped: Callable[[], bool]) -> str:
    """What the `Reader` named `module:function` says of the file. Raises what it refuses with, TooMuch, or Stopped."""
    # -P: a file in the working folder must not stand in for a library.
    argv = [sys.executable, "-P", "-c", _BOOT, str(_ROOT), reader, str(path)]
    try:
        said = run_tool(argv, stopped=stopped, silence_s=PATIENCE_S).stdout
    except ToolTimedOut as error:
        seconds = error.data["seconds"]
        raise _too_much(path, f"it hangs for {seconds} s", f"读取时停滞超过 {seconds} 秒") from error
    except ToolFailed as error:
        if int(str(error.data["code"])) >= 0:
            raise
        raise _too_much(path, "reading it crashed", "读取时程序崩溃") from error
    return _result(path, said)


def _too_much(path: Path, en: str, zh: str) -> TooMuch:
    return TooMuch(file=str(path), why_en=en, why_zh=zh)


def _result(path: Path, said: str) -> str:
    told = json.loads(said.rpartition(_MARK)[2])
    if "text" in told:
        return str(told["text"])
    if told["refused"] is None:
        raise _too_much(path, "it asks for too much memory", "所需内存过大")
    module, _, name = told["refused"].partition(":")
    raise getattr(import_module(module), name)(**told["data"])


def answer(reader: str, name: str) -> None:
    """The child's part: text or refusal as JSON on stdout."""
    _limit_memory()
    module, _, function = reader.partition(":")
    read: Reader = getattr(import_module(module), function)
    try:
        told: dict[str, object] = {"text": read(Path(name), _Pulse())}
    except FootageRefused as error:
        told = {"refused": f"{type(error).__module__}:{type(error).__name__}", "data": error.data}
    except MemoryError:
        told = {"refused": None}
    # Names that aren't UTF-8 must survive: \u escapes carry them.
    sys.stdout.write(_MARK + json.dumps(told))


class _Pulse:
    """Says on stdout, once a second at most, that the child goes on; never asks to stop: the parent ends it."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def __call__(self) -> bool:
        now = time.monotonic()
        if now - self._last > PULSE_S:
            sys.stdout.write("\n")
            sys.stdout.flush()
            self._last = now
        return False


def _limit_memory() -> None:
    """Where the system knows limits (POSIX)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
