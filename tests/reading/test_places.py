"""Places: the division table, ambiguity, years of validity, and names the table does not hold."""

from __future__ import annotations

import importlib.util
import re

import pytest
from invented import divisions

from analysis.errors import CorpusError
from analysis.paths import CORPUS
from analysis.reading.bodies import bodies_in, body_at
from analysis.reading.places import PLACE_LEVELS, Divisions, load_divisions, short_name, suffix_level
from analysis.reading.resolution import CANDIDATES_SHOWN, resolve

RENAMED = """\
910000,澜海省,province,,,
910100,澜宁市,prefecture,910000,,
910122,青苇县,county,910100,,2019
910182,青苇市,county,910100,2020,
910122101,石滩镇,township,910122,,2019
910182101,石滩镇,township,910182,2020,
910171,澜宁经济技术开发区,county,910100,,
""".strip().split("\n")


@pytest.fixture(scope="module")
def table() -> Divisions:
    return divisions()


@pytest.fixture(scope="module")
def shipped() -> Divisions:
    return load_divisions()


def test_unique_name_brings_its_parents(table):
    place = resolve(["槿塘乡"], table)
    assert place.names == {
        "province": "澜海省",
        "prefecture": "澜宁市",
        "county": "青榆县",
        "township": "槿塘乡",
    }
    assert place.rules == {"province": "division table", "prefecture": "division table", "county": "division table", "township": "stated"}  # fmt: skip
    assert (place.level, place.code) == ("township", "910121201")


def test_ambiguous_name_keeps_only_what_is_certain(table):
    place = resolve(["柳渡镇"], table)
    assert place.names == {"province": "澜海省", "township": "柳渡镇"}
    assert place.code is None
    assert place.candidates == (
        "910121101 澜海省/澜宁市/青榆县/柳渡镇",
        "912321101 澜海省/望澜自治州/泠川县/柳渡镇",
    )


@pytest.mark.parametrize(
    "evidence",
    [
        {"chain": ["泠川县", "柳渡镇"]},
        {"chain": ["柳渡镇"], "parents": ["泠川县"]},
        {"chain": ["柳渡镇"], "hints": [["泠川县"]]},
        {"chain": ["柳渡镇"], "hints": [["栖云区"], ["望澜自治州"]]},
        {"chain": ["望澜自治州", "柳渡镇"]},
    ],
)
def test_parent_evidence_settles_it(table, evidence):
    assert resolve(divisions=table, **evidence).code == "912321101"


def test_hints_that_speak_for_both_settle_nothing(table):
    assert resolve(["柳渡镇"], table, hints=[["青榆县", "泠川县"]]).code is None


def test_unknown_addressee_means_another_place(table):
    place = resolve(["槿塘乡"], table, parents=["霜溪县"])
    assert place.names == {"county": "霜溪县", "township": "槿塘乡"}
    assert place.code is None


def test_known_name_under_a_parent_that_has_none_of_it(table):
    place = resolve(["苇县", "槿塘乡"], table)
    assert place.names == {
        "province": "澜海省",
        "prefecture": "望澜自治州",
        "county": "苇县",
        "township": "槿塘乡",
    }
    assert place.code is None
    assert "not under the parent" in place.notes[0]


def test_many_candidates_are_capped_and_counted():
    lines = [f"93{n:04},甲{chr(0x4E00 + n)}县,county,,," for n in range(30)]
    lines += [f"93{n:04}101,石桥镇,township,93{n:04},," for n in range(30)]
    place = resolve(["石桥镇"], Divisions(lines))
    assert len(place.candidates) == CANDIDATES_SHOWN
    assert place.notes == (f"30 candidates, the first {CANDIDATES_SHOWN} listed",)


@pytest.mark.parametrize(
    ("year", "code", "county"), [(2018, "910122101", "青苇县"), (2022, "910182101", "青苇市")]
)
def test_names_are_taken_as_of_the_year(year, code, county):
    place = resolve(["石滩镇"], Divisions(RENAMED), year=year)
    assert place.code == code
    assert place.names["county"] == county


def test_name_of_other_years_is_noted():
    place = resolve(["青苇县"], Divisions(RENAMED), year=2024)
    assert place.code == "910122"
    assert place.notes == ("the division table lists the name for other years only: earlier-2019",)


def test_without_a_year_the_last_names_hold():
    assert resolve(["石滩镇"], Divisions(RENAMED)).code == "910182101"


UNKNOWN = Divisions(["910000,澜海省,province,,,"])


@pytest.mark.parametrize(
    ("chain", "names", "level"),
    [
        (["青榆县", "柳渡镇"], {"county": "青榆县", "township": "柳渡镇"}, "township"),
        (["栖云区", "鹭汀街道"], {"county": "栖云区", "township": "鹭汀街道"}, "township"),
        (["霁原旗", "檀浦苏木"], {"county": "霁原旗", "township": "檀浦苏木"}, "township"),
        (["澜宁市", "汐川市"], {"prefecture": "澜宁市", "county": "汐川市"}, "county"),
        (["澜宁市", "栖云区"], {"prefecture": "澜宁市", "county": "栖云区"}, "county"),
        (["澜海省", "澜宁市"], {"province": "澜海省"}, None),
        (["望澜自治州"], {"prefecture": "望澜自治州"}, "prefecture"),
        (["霜原盟"], {"prefecture": "霜原盟"}, "prefecture"),
        (["霜原地区"], {"prefecture": "霜原地区"}, "prefecture"),
        (["汐川市"], {}, None),
        (["澜宁市", "柳渡镇"], {"township": "柳渡镇"}, "township"),
        (["澜宁新区"], {}, None),
    ],
)
def test_names_outside_the_table_go_by_their_suffix(chain, names, level):
    place = resolve(chain, UNKNOWN)
    assert place.names == names
    assert place.level == level
    assert place.code is None


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("柳渡镇", "township"),
        ("槿塘民族乡", "township"),
        ("霁原自治旗", "county"),
        ("泠川自治县", "county"),
        ("汐川市", None),
        ("澜宁开发区", None),
    ],
)
def test_suffix_level(name, level):
    assert suffix_level(name) == level


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("望澜土家族苗族自治州", "望澜州"),
        ("泠川回族自治县", "泠川县"),
        ("广西壮族自治区", "广西"),
        ("青榆县", None),
    ],
)
def test_short_names_of_autonomous_divisions(name, short):
    assert short_name(name) == short


NAMES = {
    "青榆县柳渡镇人民政府": [(("青榆县", "柳渡镇"), "government", "人民政府")],
    "中共青榆县委青榆县人民政府": [(("青榆县",), "party", "委"), (("青榆县",), "government", "人民政府")],
    "青榆县委县政府": [(("青榆县",), "government", "")],
    "中共鹭汀街道工作委员会 栖云区人民政府鹭汀街道办事处": [
        (("鹭汀街道",), "party", "工作委员会"), (("栖云区", "鹭汀街道"), "government", "办事处")],
    "汐川市公安局栖云分局": [(("汐川市",), "department", "公安局栖云分局")],
    "澜宁市城市管理局": [(("澜宁市",), "department", "城市管理局")],
    "澜宁市住房和城乡建设局": [(("澜宁市",), "department", "住房和城乡建设局")],
    "青榆县市场监督管理局": [(("青榆县",), "department", "市场监督管理局")],
    "青榆县人民政府办公室": [(("青榆县",), "department", "人民政府办公室")],
    "国家税务总局青榆县税务局": [(("青榆县",), "department", "税务局")],
    "中共青榆县委全面依法治县委员会办公室": [(("青榆县",), "department", "委全面依法治县委员会办公室")],
    "澜宁经济技术开发区管理委员会": [(("澜宁经济技术开发区",), "area", "管理委员会")],
    "航运部": [((), "department", "航运部")],
    "苇县": [(("苇县",), "government", "")],
    "长苇县": [(("长苇县",), "government", "")],
    "为民渡镇": [(("为民渡镇",), "government", "")],
    "及时街道办事处": [(("及时街道",), "government", "办事处")],
    "石城镇人民政府": [(("石城镇",), "government", "人民政府")],
    "东区街道办事处": [(("东区街道",), "government", "办事处")],
    "县委、县政府": [],
    "市委市政府": [],
}  # fmt: skip


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("text", NAMES)
def test_official_names(text, known, table):
    found = bodies_in(text, table if known else UNKNOWN)
    assert [(body.places, body.kind, body.organ) for body in found] == NAMES[text]


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("柳渡镇紧紧围绕县委部署", "柳渡镇"),
        ("及时街道加强组织领导", "及时街道"),
        ("向往镇认真贯彻", "向往镇"),
        ("澜宁市水务局(以下简称我局)".replace("(", "（"), "澜宁市水务局"),
        ("柳渡镇党委、政府高度重视", "柳渡镇"),
        ("苇县坚持依法行政", "苇县"),
        ("长苇县坚持依法行政", "长苇县"),
        ("市水务局在市委领导下", "市水务局"),
        ("在县委统筹下", None),
        ("全镇上下", None),
        ("根据市委部署", None),
        ("为深入推进全市法治建设", None),
        ("以镇党委书记为组长", None),
    ],
)
def test_names_in_running_text(text, name, known, table):
    body = body_at(text, 0, table if known else UNKNOWN, running=True)
    assert (body.text if body else None) == name


def test_longest_name_is_taken():
    names = Divisions(["910121101,旧县镇,township,,,", "910122,旧县,county,,,"])
    assert names.starting_at("旧县镇人民政府") == "旧县镇"
    assert names.starting_at("旧县人民政府") == "旧县"
    assert names.starting_at("县镇") is None


def test_longest_name_is_found_in_text(table):
    text = "长苇县与苇县、青榆县柳渡镇"
    assert [text[start:end] for start, end in table.within(text)] == ["长苇县", "苇县", "青榆县", "柳渡镇"]


def test_missing_and_foreign_tables_are_named(tmp_path):
    with pytest.raises(CorpusError, match="is missing"):
        Divisions.read(tmp_path / "places.csv")
    (tmp_path / "places.csv").write_text("id,name\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="the header must be"):
        Divisions.read(tmp_path / "places.csv")


def test_shipped_table_is_sound():
    lines = (CORPUS / "places.csv").read_text("utf-8").rstrip("\n").split("\n")[1:]
    rows = [line.split(",") for line in lines]
    assert all(len(row) == 6 for row in rows)
    assert rows == sorted(rows)
    codes = {row[0] for row in rows}
    assert {row[3] for row in rows if row[3]} <= codes
    assert {row[2] for row in rows} == set(PLACE_LEVELS)
    assert all(re.fullmatch(r"\d{9}" if row[2] == "township" else r"\d{6}", row[0]) for row in rows)
    assert all(not (row[4] and row[5]) or row[4] <= row[5] for row in rows)
    assert sum(row[2] == "province" for row in rows) == 31
    assert sum(row[2] == "township" and not row[5] for row in rows) > 38_000


@pytest.mark.parametrize(
    ("chain", "path"),
    [
        (["浦东新区"], ("上海市", None, "浦东新区")),
        (["临夏县"], ("甘肃省", "临夏回族自治州", "临夏县")),
        (["夏县"], ("山西省", "运城市", "夏县")),
        (["延边州"], ("吉林省", "延边朝鲜族自治州", None)),
        (["义乌市"], ("浙江省", "金华市", "义乌市")),
        (["仙桃市"], ("湖北省", None, "仙桃市")),
        (["东莞市", "虎门镇"], ("广东省", "东莞市", None)),
    ],
)
def test_shipped_table_resolves(chain, path, shipped):
    names = resolve(chain, shipped, year=2022).names
    assert tuple(names.get(level) for level in PLACE_LEVELS[:3]) == path


def test_district_of_that_name_in_two_provinces_stays_open(shipped):
    place = resolve(["朝阳区"], shipped, year=2022)
    assert place.names == {"county": "朝阳区"}
    assert len(place.candidates) == 2


def _script():
    spec = importlib.util.spec_from_file_location("build_places", CORPUS / "build_places.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_build_script_reads_an_edition_and_joins_years():
    script = _script()
    lists = {
        "provinces": [{"code": "91", "name": "澜海省"}],
        "cities": [
            {"code": "9101", "name": "澜宁市", "provinceCode": "91"},
            {"code": "9190", "name": "省直辖县级行政区划", "provinceCode": "91"},
        ],
        "areas": [
            {"code": "910101", "name": "市辖区", "cityCode": "9101", "provinceCode": "91"},
            {"code": "910121", "name": "青榆县", "cityCode": "9101", "provinceCode": "91"},
            {"code": "919001", "name": "汐川市", "cityCode": "9190", "provinceCode": "91"},
        ],
        "streets": [
            {"code": "910121001", "name": "鹭汀街道办事处", "areaCode": "910121", "cityCode": "9101", "provinceCode": "91"},
            {"code": "910121100", "name": "青榆县柳渡镇（开发区）", "areaCode": "910121", "cityCode": "9101", "provinceCode": "91"},
            {"code": "910121400", "name": "青榆农场", "areaCode": "910121", "cityCode": "9101", "provinceCode": "91"},
        ],
    }  # fmt: skip
    units = script.read_units(lists)
    assert units == {
        ("910000", "澜海省", "province", ""),
        ("910100", "澜宁市", "prefecture", "910000"),
        ("910121", "青榆县", "county", "910100"),
        ("919001", "汐川市", "county", "910000"),
        ("910121001", "鹭汀街道", "township", "910121"),
        ("910121100", "柳渡镇", "township", "910121"),
    }
    gone = ("910121100", "柳渡镇", "township", "910121")
    rows = script.join_years({2016: units, 2017: units, 2018: units - {gone}})
    assert (*gone, "", "2017") in rows
    assert ("910000", "澜海省", "province", "", "", "") in rows
