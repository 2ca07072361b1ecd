"""Short quotations, which are names: their numbers measure nothing (“5816”), their words cite nothing."""

from __future__ import annotations

import re

#: At most so long; a claim in quotation marks (“零投诉”, “全覆盖”) stays a claim.
_NAME = "(?!零|全覆盖)[^{}。；]{{0,24}}"
_PAIRS = ("“”", '""', "「」", "『』", "‘’")
QUOTED_NAME = re.compile("|".join(pair[0] + _NAME.format(pair) + pair[1] for pair in _PAIRS))
