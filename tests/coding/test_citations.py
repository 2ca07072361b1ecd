"""Citations: titles are found whole, known instruments by any accepted name, and what is wrong with a title is said."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import schemas
from analysis.coding import amounts, citations
from analysis.coding.citations import find_citations
from analysis.coding.instruments import COLUMNS, KINDS, load_instruments, loose_key, strict_key
from analysis.errors import CorpusError
from analysis.reading.normalise import fold
from analysis.reading.page import Passage, Sentence

OUTLINE_1, OUTLINE_2 = "法治政府建设实施纲要（2015—2020年）", "法治政府建设实施纲要（2021—2025年）"
FULL_WIDTH = str.maketrans("0123456789(),-", "０１２３４５６７８９（），－")


def rows(text, year=2023):
    """Return the rows of a text that is all body and one sentence."""
    view = fold(text)
    end = len(view.text)
    found = find_citations(view, Passage(0, end, view.text), [Sentence("1", "1.1", 0, end)], "r", year)
    for row in found:
        assert text[row["start"] : row["end"]].strip()
    return found


def titles(text):
    return [row["printed"] for row in rows(text)]


def read(text, year=2023):
    """Return canonical name (without 中华人民共和国) and status of every citation."""
    return [
        ((row["canonical"] or "").removeprefix("中华人民共和国") or None, row["status"])
        for row in rows(text, year)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("学习《民法典》《宪法》。", ["民法典", "宪法"]),
        ("印发《关于落实〈裁量基准办法〉的通知》。", ["关于落实〈裁量基准办法〉的通知"]),
        ("印发《关于落实《裁量基准办法》的通知》。", ["关于落实《裁量基准办法》的通知"]),
        ("印发《关于落实<裁量基准办法>的通知》。", ["关于落实<裁量基准办法>的通知"]),
        ("印发《关于落实<裁量基准办法》>，学习《民法典》。", ["关于落实<裁量基准办法》", "民法典"]),
        ("学习≪民法典≫。", ["民法典"]),
        ("学习《民\n法 典》。", ["民法典"]),
        ("学习《 民　法　典 》。", ["民法典"]),
        ("a<b，3>2，《》。", []),
        ("征订《柳渡日报》。", ["柳渡日报"]),
    ],
)
def test_a_title_is_found_whole(text, found):
    assert titles(text) == found


@pytest.mark.parametrize(
    ("text", "printed", "reason"),
    [
        ("学习《民法典，宣传法治。", "民法典", "the closing mark is lost"),
        ("学习《民法典宣传法治", "民法典", "the closing mark is lost"),
        ("学习《柳渡镇普法方案，宣传法治。", "柳渡镇普法方案", "the closing mark is lost"),
        ("学习民法典》，宣传法治。", "民法典", "the opening mark is lost"),
        ("印发《关于落实〈裁量办法》，学习。", "关于落实〈裁量办法", "an inner mark is lost"),
        ("印发《关于落实《裁量办法》，学习。", "关于落实《裁量办法", "marks do not pair up"),
    ],
)
def test_lost_marks_are_corrupt_and_end_early(text, printed, reason):
    (row,) = rows(text)
    assert (row["printed"], row["status"], row["reason"]) == (printed, "corrupt", reason)


def test_after_a_lost_mark_the_next_title_is_read():
    assert read("学习《民法典，落实《行政处罚法》。") == [("民法典", "corrupt"), ("行政处罚法", "correct")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("贯彻民法典，", ["民法典"]),
        ("学习未成年人保护法、行政复议法实施条例。", ["未成年人保护法", "行政复议法实施条例"]),
        (
            "落实党政主要负责人履行推进法治建设第一责任人职责规定，",
            ["党政主要负责人履行推进法治建设第一责任人职责规定"],
        ),
        ("学习宪法、民法典。", ["宪法", "民法典"]),
        ("落实优化营商环境条例。", ["优化营商环境条例"]),
        ("学习<民法典>。", ["民法典"]),
    ],
)
def test_known_names_without_marks(text, found):
    assert titles(text) == found
    assert [row["marked"] for row in rows(text)] == ["<" in text] * len(found)


@pytest.mark.parametrize(
    "text",
    ["行政处罚法律文书", "行政复议法治化", "民法典宣传月", "民法典主题公园", "国家宪法日", "宪法宣传周", "宪法宣誓", "维护宪法权威", "宪法和法律", "宪法法律",
     "“民法典进校园”", "岚江省优化营商环境条例", "行政复议法实施办法", "统计法治", "人大代表法人", "刑法修正案"],
)  # fmt: skip
def test_words_that_only_look_like_a_name(text):
    assert titles(f"开展{text}活动。") == []


@pytest.mark.parametrize(
    ("title", "canonical"),
    [
        ("中华人民共和国民法典", "民法典"),
        ("保密法", "保守国家秘密法"),
        ("法治政府建设实施纲要(2021-2025年)", OUTLINE_2),
        ("法治政府建设实施纲要（2021－2025年）", OUTLINE_2),
        ("行政复议法（2023修订）", "行政复议法"),
        ("新修订的行政复议法", "行政复议法"),
        ("新行政复议法", "行政复议法"),
        ("“八五”普法规划", "中央宣传部、司法部关于开展法治宣传教育的第八个五年规划（2021—2025年）"),
        (
            "国务院办公厅关于印发〈提升行政执法质量三年行动计划（2023—2025年）〉的通知",
            "提升行政执法质量三年行动计划（2023—2025年）",
        ),
        ("優化營商環境條例", "优化营商环境条例"),
    ],
)
def test_accepted_names_are_correct(title, canonical):
    assert read(f"落实《{title}》。") == [(canonical, "correct")]


@pytest.mark.parametrize(
    ("title", "year", "canonical"),
    [
        ("法治政府建设实施纲要", 2018, OUTLINE_1),
        ("法治政府建设实施纲要", 2020, OUTLINE_1),
        ("法治政府建设实施纲要", 2021, OUTLINE_2),
        ("法治政府建设实施纲要", None, None),
        ("法治政府建设实施纲要（2020—2025年）", 2022, OUTLINE_2),
        ("法治政府建设实施纲要2021—2025年", 2022, OUTLINE_2),
        ("法治政府建设实施纲要（2021-2025）", 2022, OUTLINE_2),
        ("法治政府建设实施纲要（2021至2025年）", 2022, OUTLINE_2),
        ("提升行政执法质量三年行动计划", 2023, "提升行政执法质量三年行动计划（2023—2025年）"),
        ("中华人民共和国信访工作条例", 2023, "信访工作条例"),
        ("重大行政决策程序条例", 2023, "重大行政决策程序暂行条例"),
    ],
)
def test_other_wording_or_years_are_variants(title, year, canonical):
    assert read(f"落实《{title}》。", year) == [(canonical, "variant")]


@pytest.mark.parametrize(
    ("title", "canonical", "reason"),
    [
        ("法治政府建设实施纲要（20212025年）", OUTLINE_2, "the dash of the years is lost (2021—2025)"),
        ("法制政府建设实施纲要（2021—2025年）", OUTLINE_2, f"misprint of {OUTLINE_2}"),
        (
            "法治政府建设与责任落实督查工作规定",
            "法治政府建设与责任落实督察工作规定",
            "misprint of 法治政府建设与责任落实督察工作规定",
        ),
        (
            "法制政府建设与责任落实督查工作规定",
            "法治政府建设与责任落实督察工作规定",
            "misprint of 法治政府建设与责任落实督察工作规定",
        ),
        ("行政强制条例", "行政强制法", "no 条例 of that name: 中华人民共和国行政强制法"),
        ("优化营商环境办法", "优化营商环境条例", "no 办法 of that name: 优化营商环境条例"),
    ],
)
def test_misprints_and_wrong_kinds_are_corrupt(title, canonical, reason):
    (row,) = rows(f"落实《{title}》。")
    assert (row["canonical"].removeprefix("中华人民共和国"), row["status"], row["reason"]) == (
        canonical,
        "corrupt",
        reason,
    )


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("行政复议法实施办法", "internal"),
        ("岚江省行政强制条例", "local"),
        ("岚江省信访条例", "local"),
        ("法治政府建设实施方案", "internal"),
        ("青榆县2023年普法工作要点", "local"),
        ("中共柳渡镇委员会议事规则", "local"),
        ("法治政府建设与责任落实督察工作细则", "internal"),
        ("关于加强网格工作的通知", "internal"),
        ("林长制工作通知", "internal"),
        ("柳渡日报", None),
    ],
)
def test_other_titles_are_unknown(title, kind):
    (row,) = rows(f"落实《{title}》。")
    assert (row["canonical"], row["kind"], row["status"]) == (None, kind, "unknown")
    assert row["reason"] == ("local or internal" if kind else "not in the table of instruments")


@pytest.mark.parametrize(
    ("text", "year", "status"),
    [
        ("学习《婚姻法》。", 2022, "outdated"),
        ("学习婚姻法。", 2022, "outdated"),
        ("学习《婚姻法》。", 2021, "correct"),
        ("学习《婚姻法》。", 2019, "correct"),
        ("学习《婚姻法》。", None, "correct"),
        ("原《婚姻法》的规定。", 2022, "correct"),
        ("《婚姻法》同时废止。", 2022, "correct"),
        ("《婚姻法》已并入《民法典》。", 2022, "correct"),
        ("学习《婚姻法》，清理废止文件3件。", 2022, "outdated"),
        ("执行《信访条例》。", 2023, "outdated"),
        ("执行《信访条例》。", 2022, "correct"),
        ("执行《信访工作条例》。", 2023, "correct"),
        ("落实《法治政府建设实施纲要（2015—2020年）》。", 2022, "outdated"),
        ("落实《法治政府建设实施纲要（2015—2020年）》。", 2021, "correct"),
        ("落实《法治政府建设实施纲要（2015—2020）》。", 2022, "outdated"),
    ],
)
def test_superseded_titles(text, year, status):
    assert rows(text, year)[0]["status"] == status


@pytest.mark.parametrize(
    ("check", "known"), [("verified", ""), ("general knowledge", " (date from general knowledge)")]
)
def test_what_superseded_it_is_named_and_how_the_day_is_known(tmp_path, check, known):
    file = tmp_path / "instruments.csv"
    file.write_text(
        f"{COLUMNS}\n甲乙条例,,regulation,,,甲乙工作条例,2021-05-01,{check}\n甲乙工作条例,,regulation,,,,,verified\n",
        encoding="utf-8",
    )
    view = fold("执行《甲乙条例》。")
    body = Passage(0, len(view.text), view.text)
    (row,) = find_citations(view, body, [], "r", 2023, load_instruments(file))
    assert row["reason"] == f"superseded by 甲乙工作条例 from 2021-05-01{known}"


def test_sentence_and_heading():
    text = "一、学习《民法典》\n落实《宪法》。"
    view = fold(text)
    sentence = Sentence("7", "1", text.index("落实"), len(text))
    found = find_citations(view, Passage(0, len(text), text), [sentence], "r", 2023)
    assert [(row["printed"], row["sentence_id"]) for row in found] == [("民法典", None), ("宪法", "7")]


def test_only_the_body_is_searched():
    text = "《民法典》《宪法》"
    found = find_citations(fold(text), Passage(5, len(text), text[5:]), [], "r", 2023)
    assert [row["printed"] for row in found] == ["宪法"]


@given(st.sampled_from(sorted(load_instruments().by_name)), st.sampled_from(["", " ", "\n", "　", "\u00a0"]))
def test_blanks_and_width_do_not_change_a_citation(name, blank):
    text = f"落实《{blank.join(name)}》。"
    for variant in (text, text.translate(FULL_WIDTH)):
        (row,) = rows(variant, None)
        assert row["canonical"] == load_instruments().by_name[name].canonical
        assert row["status"] == "correct"


@given(st.text("《》〈〉<>，。民法典原宪法治（2021年) \n", max_size=40))
def test_any_text_is_read_within_its_bounds_and_without_overlap(text):
    reached = 0
    for row in rows(text):
        assert reached <= row["start"] < row["end"] <= len(text)
        reached = row["end"]


@pytest.mark.parametrize(
    "unit",
    ["《", "《〈", "》", "<", "《<>", "《民法典", "民法典", "《甲》", "原《合同法》、", "行政复议法实施"],
)
def test_reading_time_grows_with_the_text(unit):
    def seconds(size):
        view = fold(unit * (size // len(unit)))
        body = Passage(0, len(view.text), view.text)
        began = process_time()
        find_citations(view, body, [], "r", 2023)
        return process_time() - began

    small = min(seconds(10_000) for _ in range(3))
    # Again where something else took the processor.
    assert any(seconds(80_000) < 40 * max(small, 0.001) for _ in range(3))


def test_every_instrument_is_well_formed():
    table = load_instruments()
    kept = set(table.by_name.values())
    for instrument in kept:
        assert instrument.check in ("verified", "general knowledge")
        for day in (instrument.first_official, instrument.in_force, instrument.superseded_from):
            assert day == "" or day.replace("-", "").isdigit() and len(day) in (4, 7, 10)
        assert bool(instrument.superseded_by) == bool(instrument.superseded_from)
    names = [strict_key(name) for instrument in kept for name in instrument.names]
    assert len(names) == len({*names}) == len(table.by_name)


def test_keys():
    assert strict_key("“八五”普法规划 (2021-2025年)") == strict_key("八五普法规划（2021—2025年）")
    assert strict_key("民法典") != strict_key("民法总则")
    assert loose_key("中共中央关于进一步改革、创新的决定") == loose_key("关于进一步改革创新的决定")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("name,kind\n", "line 1: the columns must be"),
        (f"{COLUMNS}\n甲法,,law\n", "line 2: 3 cells instead of 8"),
        (f"{COLUMNS}\n甲法,,song,,,,,verified\n", "line 2: kind must be one of"),
        (f"{COLUMNS}\n甲法,,law,,,乙法,2020,verified\n", "line 2: superseded_by '乙法' is no row"),
        (f"{COLUMNS}\n甲法,,law,,,,,hearsay\n", "line 2: check must be verified or general knowledge"),
    ],
)
def test_a_table_that_is_not_as_it_must_be_names_its_line(tmp_path, content, message):
    file = tmp_path / "instruments.csv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match=message):
        load_instruments(file)


def test_a_missing_table_says_so(tmp_path):
    with pytest.raises(CorpusError, match="put the table of instruments there"):
        load_instruments(tmp_path / "none.csv")


def test_the_schema_knows_every_value():
    assert schemas.CITATION_STATUSES == citations.STATUSES
    assert schemas.CITATION_KINDS == KINDS
    assert schemas.QUALIFIERS == amounts.QUALIFIERS
