"""Reads what came in."""

from videopipe.engine.work import Recipe, Work
from videopipe.media.probe import probe, render_info


def make_probe(work: Work) -> None:
    """Container, tracks, rates, first picture, counted frames."""
    work.out("info.json").write_text(render_info(probe(work.input("footage"))), "utf-8")


RECIPES: dict[str, Recipe] = {"ingest.probe": make_probe}
