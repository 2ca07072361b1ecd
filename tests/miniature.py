"""Invented reports of a town and a county, and how to make a corpus folder of texts."""

from __future__ import annotations

import hashlib
from pathlib import Path

TOWN = """柳渡镇{year}年法治政府建设年度报告

{year}年,柳渡镇在青榆县委、县政府的领导下,扎实推进法治政府建设。现将有关情况报告如下:
一、{year}年推进法治政府建设的主要举措和成效
(一)强化普法宣传。全年开展普法活动{events}场次,发放宣传资料2000份和《民法典》读本300本。以案释法走进校园。
(二)规范行政执法。严格落实行政执法公示制度,开展行政检查46次。
二、存在的不足和原因
一是执法力量薄弱。二是普法形式单一,主要原因是经费不足。
三、党政主要负责人履行推进法治建设第一责任人职责情况
镇党委书记对重要工作亲自部署、重大问题亲自过问。
四、{next_year}年工作安排
继续加强行政执法人员培训,完善矛盾纠纷多元化解机制。

青榆县柳渡镇人民政府
{next_year}年1月18日
"""

COUNTY = """泠川县人民政府关于2022年度法治政府建设情况的报告

2022年,泠川县全面贯彻习近平法治思想,深入推进依法行政。现将情况报告如下:
一、主要举措和成效
(一)优化营商环境。深化“放管服”改革,清理证明事项35项。
(二)健全依法决策机制。落实重大行政决策程序,开展合法性审查58件。
(三)化解矛盾纠纷。受理行政复议案件12件,审结11件。行政机关负责人出庭应诉率100%。
二、存在的不足
个别部门行政执法不够规范,信息化建设有待加强。
三、下一步安排
持续优化营商环境,加强行政执法监督。

泠川县人民政府
2023年2月20日
"""


def write_corpus(folder: Path, texts: dict[str, str]) -> Path:
    """Write a corpus folder with these sources and the smallest catalogue."""
    (folder / "sources").mkdir(parents=True)
    rows = ["report_id,file,sha256"]
    for report_id, text in texts.items():
        data = text.encode("utf-8")
        (folder / "sources" / f"{report_id}.txt").write_bytes(data)
        rows.append(f"{report_id},sources/{report_id}.txt,{hashlib.sha256(data).hexdigest()}")
    (folder / "reports.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder
