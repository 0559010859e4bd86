"""The pipeline in flow order. A new stage is a folder and a line here."""

from importlib import import_module

from videopipe.engine.work import Recipe

STAGES = ("ingest", "analyse", "audio", "graphics", "picture", "infographics", "qc", "package")
"""Stages that have recipes; edit, subtitles, clips and pages only decide or write text."""


def recipes() -> dict[str, Recipe]:
    """Every recipe by name."""
    found: dict[str, Recipe] = {}
    for stage in STAGES:
        found |= import_module(f"videopipe.stages.{stage}.make").RECIPES
    return found
