"""The division table: which names there are, at what level, under which parent, in which years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from analysis.errors import CorpusError
from analysis.paths import CORPUS

PLACE_LEVELS = ("province", "prefecture", "county", "township")
COLUMNS = "code,name,level,parent,valid_from,valid_to"

# The level a suffix tells by itself. 市 tells none: a city may be a province, a prefecture or a county.
SUFFIX_LEVELS = {
    "省": "province", "自治区": "province", "自治州": "prefecture", "地区": "prefecture", "盟": "prefecture",
    "县": "county", "区": "county", "旗": "county", "镇": "township", "乡": "township", "街道": "township",
    "苏木": "township",
}  # fmt: skip
SUFFIX = re.compile("(?:自治[区州]|地区|街道|苏木|[省市盟县区旗镇乡])$")
SUFFIX_CHARACTERS = re.compile("[省市州区盟县旗镇乡道木]")
FUNCTIONAL_AREA = re.compile(
    "(?:新区|开发区|高新区|园区|示范区|管理区|保税区|试验区|度假区|风景区|名胜区|经开区|旅游区)$"
)
# Words of running text that end like a place: 全市, 乡镇, 社区, 各开发区.
_SUFFIXES = "省|市|州|盟|县|区|旗|镇|乡|街道|苏木"
NO_PLACE = re.compile(
    f"^(?:[我本全各该外跨某两每](?:{_SUFFIXES}|.*(?:县|区|镇|乡|街道)$)|(?:{_SUFFIXES}){{2,}}|[城郊山林牧灾景校片库矿厂老社园小辖新]区"
    "|[城村集小古]镇|[下返家民族城]+乡|[城超上股门楼集夜]市|[联同]盟|红旗|国旗|[本各]?地区"
    "|(?:工业|产业|经济)?(?:园|开发|高新|经开|示范|功能|行政|商务|保税)区|自治[区州县旗]|(?:县级|地级|直辖|中心|示范|大|中等)[市镇乡县])$"
)
PEOPLES = (
    "蒙古|维吾尔|布依|朝鲜|土家|哈尼|哈萨克|傈僳|高山|拉祜|东乡|纳西|景颇|柯尔克孜|达斡尔|仫佬|布朗|撒拉|毛南|仡佬|锡伯|阿昌|"
    "普米|塔吉克|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺"
)
ONE_SIGN_PEOPLES = "[回藏苗彝壮满侗瑶白傣黎佤畲水土羌怒京各]族"
AUTONOMOUS = re.compile(f"^(.+?)(?:(?:{PEOPLES})族?|{ONE_SIGN_PEOPLES})+自治([州县旗])$")
AUTONOMOUS_REGION = re.compile("^(内蒙古|广西|西藏|宁夏|新疆).*自治区$")


class Division(NamedTuple):
    """A row of the division table; a year is None where the editions begin or end with it."""

    code: str
    name: str
    level: str
    parent: str
    valid_from: int | None
    valid_to: int | None

    @property
    def statistical(self) -> bool:
        """Whether it is an area that only the statistics count among the counties (development zones)."""
        return self.level == "county" and "71" <= self.code[4:] <= "79"

    def holds_in(self, year: int) -> bool:
        """Tell whether the division carried this name in a year."""
        return (self.valid_from or 0) <= year <= (self.valid_to or 9999)


def short_name(name: str) -> str | None:
    """Return the short form in common use: 延边州 for an autonomous prefecture, 广西 for the region.

    Provinces and municipalities lose their suffix; other divisions have no safe short form.
    """
    if "自治" not in name:
        return None
    if match := AUTONOMOUS.match(name):
        return match[1] + match[2]
    if match := AUTONOMOUS_REGION.match(name):
        return match[1]
    return None


class Divisions:
    """The division table, looked up by name and by code.

    Parameters
    ----------
    lines : iterable of str
        Lines of the table without its header: ``code,name,level,parent,valid_from,valid_to``.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        # Lines are taken apart when they are asked for: a report needs a few dozen of fifty thousand.
        self._names: dict[str, list[str]] = {}
        self._codes: dict[str, list[str]] = {}
        self._provinces: dict[str, str] = {}
        for line in lines:
            code, name, level, _ = line.split(",", 3)
            self._names.setdefault(name, []).append(line)
            if level == "township":
                continue
            self._codes.setdefault(code, []).append(line)
            if short := short_name(name):
                self._names.setdefault(short, []).append(line)
            elif level == "province":
                self._provinces[name[:-1]] = name
        self._longest = max(map(len, self._names), default=0)
        self._beginnings = {name[:2] for name in self._names}

    @classmethod
    def read(cls, path: Path) -> Divisions:
        """Return the table kept in a file.

        Raises
        ------
        CorpusError
            When the file is missing or its header is another.
        """
        try:
            header, *lines = path.read_text("utf-8").rstrip("\n").split("\n")
        except FileNotFoundError:
            raise CorpusError(
                f"{path}: the division table is missing; corpus/build_places.py makes it"
            ) from None
        if header != COLUMNS:
            raise CorpusError(f"{path}: the header must be {COLUMNS}")
        return cls(lines)

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def named(self, name: str) -> list[Division]:
        """Return every division of that name, in any year."""
        return [_division(line) for line in self._names.get(name, ())]

    def coded(self, code: str, year: int | None = None) -> Division | None:
        """Return the division of that code under the name it carried in a year (else its last name)."""
        rows = [_division(line) for line in self._codes.get(code, ())]
        if year is not None:
            rows = [row for row in rows if row.holds_in(year)] or rows
        return rows[-1] if rows else None

    def path(self, division: Division, year: int | None = None) -> tuple[Division, ...]:
        """Return the division and what it belongs to, the province first."""
        path = [division]
        while path[0].parent and (parent := self.coded(path[0].parent, year)):
            path.insert(0, parent)
        return tuple(path)

    def names_of(self, code: str) -> set[str]:
        """Return every name a code has carried, short forms included."""
        names = {_division(line).name for line in self._codes.get(code, ())}
        return names | {short for name in names if (short := short_name(name))}

    def starting_at(self, text: str, start: int = 0) -> str | None:
        """Return the longest name that begins at `start`."""
        if text[start : start + 2] not in self._beginnings:
            return None
        for end in range(min(len(text), start + self._longest), start + 1, -1):
            if text[start:end] in self._names:
                return text[start:end]
        return None

    def province_at(self, text: str, start: int = 0) -> str | None:
        """Return the full name of the province whose name without suffix begins at `start`."""
        return self._provinces.get(text[start : start + 2]) or self._provinces.get(text[start : start + 3])

    def within(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the spans of the names in a text, the longest that ends at each place."""
        last = 0
        for match in SUFFIX_CHARACTERS.finditer(text):
            end = match.end()
            for start in range(max(last, end - self._longest), end - 1):
                if text[start:end] in self._names:
                    yield start, end
                    break


def _division(line: str) -> Division:
    code, name, level, parent, valid_from, valid_to = line.split(",")
    start, end = int(valid_from) if valid_from else None, int(valid_to) if valid_to else None
    return Division(code, name, level, parent, start, end)


@cache
def load_divisions(path: Path = CORPUS / "places.csv") -> Divisions:
    """Return the division table of the corpus; it is read once per process."""
    return Divisions.read(path)


def suffix_level(name: str) -> str | None:
    """Return the level the suffix of a name tells; 市 and functional areas tell none."""
    match = SUFFIX.search(name)
    if not match or FUNCTIONAL_AREA.search(name):
        return None
    return SUFFIX_LEVELS.get(match[0])


def is_functional_area(name: str, divisions: Divisions) -> bool:
    """Tell whether a name is that of a development zone or the like, which is no division."""
    return bool(FUNCTIONAL_AREA.search(name)) and all(row.statistical for row in divisions.named(name))
