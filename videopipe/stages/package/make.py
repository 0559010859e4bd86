"""Measuring files and taking stills, as the tasks say."""

from videopipe.engine.work import Recipe, Work
from videopipe.stages.package.measure import measure
from videopipe.stages.package.record import render_measured
from videopipe.stages.package.still import take_still


def write_measured(work: Work) -> None:
    """`measured.json`: what the file is."""
    measured = measure(work.input("file"), work.params["kind"], work.stopped)
    work.out("measured.json").write_text(render_measured(measured), "utf-8")


def write_image(work: Work) -> None:
    """One picture of the video."""
    size = work.params["size"]
    jpeg = take_still(work.input("video"), work.params["frame"], (size[0], size[1]) if size else None)
    work.out(work.outputs[0]).write_bytes(jpeg)


RECIPES: dict[str, Recipe] = {
    "package.measure": write_measured,
    "package.image": write_image,
}
