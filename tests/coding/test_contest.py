"""Which of overlapping matches count: the rule said plainly, against the sweep over the text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.coding.contest import longest_apart

MATCHES = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 6), st.integers(0, 3)).map(
        lambda one: (one[0], -one[0] - one[1], one[2])
    ),
    max_size=14,
).map(sorted)


def by_the_rule(matches):
    """Take the longest, of these the first, of these the first term, wherever nothing taken overlaps it."""
    taken = []
    for start, minus_end, rank in sorted(matches, key=lambda one: (one[0] + one[1], one[0], one[2])):
        if all(-minus_end <= other[0] or -other[1] <= start for other in taken):
            taken.append((start, minus_end, rank))
    return sorted(taken)


@settings(max_examples=600)
@given(MATCHES)
def test_the_sweep_keeps_the_rule(matches):
    assert longest_apart(matches) == by_the_rule(matches)


def test_in_a_chain_the_longest_frees_what_it_does_not_overlap():
    # Three, four and three characters, each overlapping the next: the middle one wins alone.
    assert longest_apart([(0, -3, 0), (2, -6, 1), (5, -8, 2)]) == [(2, -6, 1)]
    # With the longest first, the last one counts beside it.
    assert longest_apart([(0, -5, 0), (4, -8, 1), (7, -10, 2)]) == [(0, -5, 0), (7, -10, 2)]
