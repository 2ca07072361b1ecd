"""NaN that says why."""

from __future__ import annotations

import numpy as np


class Undefined(float):
    """A NaN with the reason why the quantity is not defined for this input.

    It behaves as NaN everywhere (``math.isnan``, arithmetic, a column of a DataFrame).

    Attributes
    ----------
    reason : str
        Why there is no number, in words.

    Examples
    --------
    >>> Undefined("no text")
    nan (no text)
    """

    reason: str

    def __new__(cls, reason: str) -> Undefined:
        """Return a NaN that carries `reason`."""
        value = super().__new__(cls, "nan")
        value.reason = reason
        return value

    def __repr__(self) -> str:
        return f"nan ({self.reason})"

    def __reduce__(self):
        return Undefined, (self.reason,)


def settle(values: np.ndarray, reasons: np.ndarray) -> float | np.ndarray:
    """Return `values` with NaN wherever there is a reason.

    A single number comes back as float (:class:`Undefined` with its reason when there is one), several as
    an array; a caller that tabulates several asks for the reasons apart.
    """
    values, reasons = np.broadcast_arrays(values, reasons)
    if values.ndim == 0:
        return Undefined(str(reasons)) if str(reasons) else float(values)
    return np.where(reasons != "", np.nan, values)


def over(numerator: object, denominator: object) -> np.ndarray:
    """Return the quotient as an array, NaN where the denominator is 0."""
    numerator, denominator = np.broadcast_arrays(numerator, denominator)
    return np.divide(numerator, denominator, out=np.full(numerator.shape, np.nan), where=denominator != 0)
