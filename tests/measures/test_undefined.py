"""A NaN that says why."""

from __future__ import annotations

import math
import pickle

import numpy as np
import pandas as pd

from analysis.measures.undefined import Undefined, over, settle


def test_it_is_a_nan_with_a_reason():
    value = Undefined("no text")
    assert isinstance(value, float)
    assert math.isnan(value)
    assert math.isnan(value + 1)
    assert value.reason == "no text"
    assert repr(value) == str(value) == "nan (no text)"
    assert f"{value:.3f}" == "nan"
    assert pickle.loads(pickle.dumps(value)).reason == "no text"  # noqa: S301


def test_a_column_of_them_is_missing():
    column = pd.Series([1.5, Undefined("no text")])
    assert column.dtype == np.float64
    assert column.isna().tolist() == [False, True]


def test_settle_keeps_reasons_of_single_numbers():
    assert settle(np.array(2.0), np.array("")) == 2
    assert settle(np.array(2.0), np.array("why")).reason == "why"
    assert np.isnan(settle(np.array([1.0, 2.0]), np.array(["", "why"]))).tolist() == [False, True]


def test_over_divides_where_it_can():
    assert over([1, 2], [2, 4]).tolist() == [0.5, 0.5]
    assert np.isnan(over([1.0, 0.0], [0, 0])).all()
