"""Measures: pure functions from tables and numbers to tables and numbers.

Themes and years: `themes` (rates and their intervals), `coverage` (breadth, outline), `years` (change between
years), `decomposition`, `life_cycles` (terms). Words: `keyness`, `effect_sizes`, `log_odds`, `keywords`,
`dispersion`, `collocation`, `diversity`. Shared wording: `reuse` (clusters and sentences), `provenance` (shares, own
text), `formulae`; below them `shingles`, `candidates`, `minhash`, `variants`. Numbers: `quantities`, `indicators`.
Promises: `commitments` (on `plan_matching`), `disclosure`, `compliance`. Comparison: `divergence`, `ranks`, `agreement`. Uncertainty:
`resampling`, `intervals`, `standard_errors`, `testing`. What they stand on: `counts`, `grouping`, `rates`,
`undefined`, `validation`. What they return: `results`, `result_columns`.

A quantity that the formula leaves undefined is NaN together with its reason: an
:class:`~analysis.measures.undefined.Undefined` where one number is returned, a column ``note`` where a table is.
"""
