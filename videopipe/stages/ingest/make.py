"""Reads what came in."""

from videopipe.engine.work import Recipe, Work
from videopipe.media.apart import probe_apart
from videopipe.media.probe import render_info


def make_probe(work: Work) -> None:
    """Container, tracks, rates, first picture, counted frames, fields."""
    info = probe_apart(work.input("footage"), work.stopped)
    work.out("info.json").write_text(render_info(info), "utf-8")


RECIPES: dict[str, Recipe] = {"ingest.probe": make_probe}
