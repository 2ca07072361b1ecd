"""The palette: parts of one figure stay apart in grey and under deficient colour vision."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from analysis.figures.claims import ABSOLUTE, CLAIMS
from analysis.figures.duty import EVENTS, ITEM_COLOURS
from analysis.figures.history import PARTS
from analysis.figures.look import ACCENT, CONTRAST, INK
from analysis.figures.pledges import OUTCOMES
from analysis.figures.rows import ink_on, luminance
from analysis.figures.wording import PROVENANCE_COLOURS

# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
DEFICIENCIES = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}  # fmt: skip
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = TO_XYZ @ [1, 1, 1]
# Colours that touch, or must be told apart, in one figure.
NEIGHBOURS = [
    *itertools.pairwise(ITEM_COLOURS.values()), *itertools.combinations(PARTS.values(), 2),
    *itertools.pairwise(OUTCOMES.values()), tuple(CLAIMS.values()), tuple(ABSOLUTE.values()),
    *((PROVENANCE_COLOURS["own"], colour) for kind, colour in PROVENANCE_COLOURS.items() if kind != "own"),
    (ACCENT, CONTRAST), tuple(colour for _, colour in EVENTS.values()),
]  # fmt: skip


def linear(colour):
    channels = np.array(to_rgb(colour))
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    scaled = TO_XYZ @ np.clip(rgb, 0, 1) / WHITE
    x, y, z = np.where(scaled > 0.008856, np.cbrt(scaled), 7.787 * scaled + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_neighbours_differ_under_deficient_colour_vision(deficiency):
    matrix = np.array(DEFICIENCIES[deficiency])
    for one, other in NEIGHBOURS:
        difference = np.linalg.norm(lab(matrix @ linear(one)) - lab(matrix @ linear(other)))
        assert difference > 12, (one, other, difference)


def test_neighbours_in_a_stack_differ_in_grey():
    stacks = [ITEM_COLOURS, CLAIMS, ABSOLUTE, OUTCOMES]
    for one, other in (pair for stack in stacks for pair in itertools.pairwise(stack.values())):
        assert abs(lab(linear(one))[0] - lab(linear(other))[0]) > 5, (one, other)


def test_words_on_bars_can_be_read():
    for colour in (*ITEM_COLOURS.values(), *CLAIMS.values(), *ABSOLUTE.values(), *OUTCOMES.values()):
        ink = 1.0 if ink_on(colour) == "white" else luminance(INK)
        light, dark = sorted([luminance(colour), ink], reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4, colour
