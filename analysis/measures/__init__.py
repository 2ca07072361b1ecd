"""Measures: pure functions from tables and numbers to tables and numbers.

A quantity that the formula leaves undefined is NaN together with its reason: an :class:`~undefined.Undefined`
where one number is returned, a column ``note`` where a table is.
"""
