"""Reads what came in."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from videopipe.engine.work import Recipe, Work
from videopipe.media.probe import probe, render_info
from videopipe.model.errors import Stopped

BLOCK = 1 << 20


def hash_file(path: Path, stopped: Callable[[], bool]) -> str:
    """sha256 of a file's content, hex; raises Stopped."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            if stopped():
                raise Stopped
            digest.update(block)
    return digest.hexdigest()


def make_probe(work: Work) -> None:
    """Container, tracks, rates, first picture, counted frames."""
    work.out("info.json").write_text(render_info(probe(work.input("footage"))), "utf-8")


RECIPES: dict[str, Recipe] = {"ingest.probe": make_probe}
