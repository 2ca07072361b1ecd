"""Which of overlapping matches count: the rule said plainly, against the sweep over the text."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.coding.contest import longest_apart

MATCHES = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 6), st.integers(0, 3)).map(
        lambda one: (one[0], one[0] + one[1], one[2])
    ),
    max_size=14,
).map(lambda found: sorted(found, key=lambda one: (one[0], -one[1], one[2])))


def by_the_rule(matches):
    """Take the longest, of these the first, of these the first term, wherever nothing taken overlaps it."""
    taken = []
    for start, end, rank in sorted(matches, key=lambda one: (one[0] - one[1], one[0], one[2])):
        if all(end <= other[0] or other[1] <= start for other in taken):
            taken.append((start, end, rank))
    return sorted(taken)


def counted(matches):
    """Return what counts of matches, as tuples."""
    starts, ends, _ = np.array(matches, dtype=int).reshape(-1, 3).T
    return [matches[place] for place in longest_apart(starts, ends).tolist()]


@settings(max_examples=600)
@given(MATCHES)
def test_the_sweep_keeps_the_rule(matches):
    assert counted(matches) == by_the_rule(matches)


def test_in_a_chain_the_longest_frees_what_it_does_not_overlap():
    # Three, four and three characters, each overlapping the next: the middle one wins alone.
    assert counted([(0, 3, 0), (2, 6, 1), (5, 8, 2)]) == [(2, 6, 1)]
    # With the longest first, the last one counts beside it.
    assert counted([(0, 5, 0), (4, 8, 1), (7, 10, 2)]) == [(0, 5, 0), (7, 10, 2)]
