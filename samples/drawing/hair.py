"""Two heads of hair, in figure units (see people.py)."""

from drawing.canvas import Canvas, Gradient, oval, smooth


def draw_short(canvas: Canvas) -> None:
    """A side parting, short at the ears, some grey at the temples."""
    cap = [
        (-38.8, -52),
        (-40.5, -72),
        (-36, -93),
        (-21, -107),
        (3, -112),
        (24, -107),
        (37, -92),
        (40, -70),
        (38.4, -52),
        (36, -57),
        (35.5, -68),
        (31, -79),
        (20, -84.5),
        (4, -83.5),
        (-10, -85.5),
        (-20, -90.5),
        (-27, -83),
        (-34, -70),
        (-35.6, -57),
    ]
    outline = smooth(cap, (0, 8, 15))
    canvas.fill(outline, Gradient(("#3a3338", "#241f24"), (0, -112), (0, -60)))
    for k in range(5):
        strand = smooth(
            [
                (-18 + k * 3, -93 - k * 2.6),
                (2 + k * 4, -92 - k * 3),
                (24 + k * 2.4, -87.5 - k * 1.6),
                (36, -74 - k * 3),
            ],
            closed=False,
        )
        canvas.stroke(strand, 0.9, "#665a63", opacity=0.55)
    canvas.stroke(smooth([(-20, -90.5), (-25, -99), (-22, -106)], closed=False), 0.9, "#171317", opacity=0.7)
    for side in (-1, 1):
        canvas.fill(oval(side * 38, -60, 3, 9), "#8b8589", clip=outline, soft=1.4, opacity=0.55)


def draw_long(canvas: Canvas) -> None:
    """A side parting, the fringe swept to both sides, ends tucked at the jaw."""
    right = [
        (-12, -99),
        (4, -110),
        (26, -106),
        (41, -88),
        (44.5, -60),
        (43, -34),
        (40, -14),
        (36.5, -8),
        (36, -22),
        (36.4, -44),
        (33, -62),
        (22, -77),
        (2, -87),
    ]
    left = [
        (-12, -99),
        (-18, -108),
        (-32, -99),
        (-42, -82),
        (-45, -58),
        (-43, -34),
        (-40, -14),
        (-36.5, -8),
        (-35.6, -24),
        (-36, -46),
        (-34, -64),
        (-25, -80),
    ]
    tone = Gradient(("#5a3a30", "#3d2521", "#2c1a18"), (14, -112), (-20, -10))
    crown = [
        (-41.5, -82),
        (-32, -100),
        (-14, -110),
        (8, -112.5),
        (29, -106),
        (41.5, -88),
        (36, -76),
        (0, -91),
        (-30, -78),
    ]
    canvas.fill(smooth(crown), tone)
    for lock in (left, right):
        canvas.fill(smooth(lock, (0, 7)), tone)
    for k in range(5):
        sweep = smooth(
            [
                (-8 + k * 3, -101),
                (18 + k * 3.2, -96 + k * 1.5),
                (36 + k * 1.2, -74 + k * 4),
                (39.5 + k * 0.4, -40),
            ],
            closed=False,
        )
        canvas.stroke(sweep, 0.8, "#8a6152", opacity=0.38)
    for k in range(3):
        sweep = smooth(
            [(-16 - k * 3, -101 + k), (-33 - k * 2, -84), (-40 - k, -56), (-39.5 - k, -30)], closed=False
        )
        canvas.stroke(sweep, 0.8, "#7a5448", opacity=0.45)
    canvas.stroke(
        smooth([(-12, -98.5), (-10.5, -104), (-7, -109)], closed=False), 0.7, "#8a6152", opacity=0.8
    )
    for x in (-37.5, 37.5):
        canvas.fill(oval(x, -27, 1.5, 1.5), "#fff6df")


def draw_behind(canvas: Canvas) -> None:
    """The host's hair behind her neck."""
    back = smooth(
        [
            (-40, -80),
            (-46, -50),
            (-46, -15),
            (-43, 9),
            (-30, 16),
            (0, 10),
            (30, 16),
            (43, 9),
            (46, -15),
            (46, -50),
            (40, -80),
            (0, -108),
        ]
    )
    canvas.fill(back, Gradient(("#2c1a18", "#3a231f", "#24140f"), (-30, -60), (40, 12)))
