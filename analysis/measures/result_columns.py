"""The columns of results: kind, unit, meaning in English and Chinese, one line each."""

from __future__ import annotations

TEXTS = """
report_id | | the report | 报告编号
sentence_id | | the sentence | 句子编号
section_id | | the deepest section it stands in | 所在章节
statement_id | | the statement within its report | 表述编号
theme | | theme of the codebook | 主题
term | | term of the codebook, or wording | 词条
unit | | unit of counting: sentences, han or characters | 计量单位
denominator | | what the rate is per | 分母
note | | why a number is missing or weak; empty otherwise | 说明
method | | enumerated, bootstrap, monte carlo or none | 重抽样方法
design | | whether the two sides were drawn paired or independent; none without interval | 抽样设计
missing | | systems without a sentence | 未覆盖部分
fate | | new, kept or dropped | 去留
id | | id of the time anchor | 时间锚编号
anchor | | hard, soft or none: whether the term can date a text | 时间锚强度
first_official | | first official day, month or year | 首次正式日期
faded_from | | from when it is a signal of lag | 淡出日期
finished | | latest day on which the text was finished, ISO 8601 | 成文最晚日期
by | | signature or reporting year | 依据
verdict | | before first official, or unknown | 判断
word | | word form | 词形
word1 | | first word | 词一
word2 | | second word | 词二
group | | group of reports | 报告组
event | | signed or published | 事项
text | | a sentence of the centre, as stored | 中心句
documents | | reports that hold a variant, joined by "; ", earliest first | 所在报告
provenance | | formula, carried, superior, peers or own | 来源
source_id | | the report it is shared with | 共有报告
direction | | whether that report is earlier or later; empty where nothing tells | 先后
raw | | the words as stored | 原文
measures | | the words that name what is measured | 所量事物
qualifier | | how the value bounds the true one | 限定
parts | | both, unconfirmed or none: whether the sentence states the rate's parts | 分子分母
part_unit | | unit of both parts | 分子分母单位
indicator | | what is measured, without its frame | 指标
issuer | | who reports | 发文机关
period | | period the number is of | 时期
previous_id | | the issuer's report on the year before | 上年报告
type | | types of the codebook joined by ; | 类型
label | | first clause | 要点
answer_id | | the first plan that answers the problem | 对应计划
answer_type | | its type that answers | 对应计划类型
next_id | | the issuer's report on the next year | 下年报告
outcome | | kept, not found or not checkable | 结果
result_id | | report of the sentence found | 结果所在报告
result_sentence_id | | the sentence found | 结果句
elsewhere_id | | the other issuer's report it was looked for in | 对照报告
rule | | the rule that decides | 规则
"""
INTEGERS = """
x | | numerator | 分子
n | sentences or Han characters | denominator | 分母
k | jurisdictions | jurisdictions with text | 有文本的辖区数
B | resamples | resamples enumerated or drawn | 重抽样次数
seed | | seed of the draws | 随机种子
undefined | resamples | resamples in which the number is not defined | 无定义次数
themes | themes | themes of the grid | 主题数
covered | themes | themes with a sentence | 覆盖主题数
systems | systems | systems of the outline | 纲要部分数
coded | sentences | sentences with a theme | 有主题句数
x_before | | numerator before | 前期分子
n_before | sentences or Han characters | denominator before | 前期分母
x_after | | numerator after | 后期分子
n_after | sentences or Han characters | denominator after | 后期分母
k_before | jurisdictions | jurisdictions with text before | 前期辖区数
k_after | jurisdictions | jurisdictions with text after | 后期辖区数
paired | jurisdictions | jurisdictions with text on both sides | 两期皆有的辖区数
staying | groups | groups with text on both sides | 留存数
entering | groups | groups with text only after | 进入数
leaving | groups | groups with text only before | 退出数
reports_before | reports | reports with the term before | 前期报告数
reports_after | reports | reports with the term after | 后期报告数
reports | reports | reports of the group | 报告数
undated | reports | of these, without a reporting year | 无年度报告数
first_year | year | first reporting year seen | 首见年度
last_year | year | last reporting year seen | 末见年度
lag | years | first reporting year less official year | 滞后
after_fading | reports | reports on a year after that of fading | 淡出后报告数
anachronisms | reports | reports that use it before it was official | 时代错置报告数
reporting_year | year | the year the report covers | 报告年度
f1 | tokens | occurrences in the target | 目标频次
f2 | tokens | occurrences in the reference | 参照频次
n1 | tokens | tokens of the target | 目标词数
n2 | tokens | tokens of the reference | 参照词数
reports1 | reports | reports of the target with the word | 目标报告数
reports2 | reports | reports of the reference with the word | 参照报告数
range | reports | parts with the word | 出现部分数
removed | reports | parts without text | 剔除部分数
o | tokens | occurrences together | 共现次数
window | tokens | tokens to either side, or of the moving window | 窗口
tokens | tokens | tokens | 词数
types | word forms | distinct tokens | 词种数
item | | mandated content item: 1-4, 5 other, 0 none | 法定内容项
yes | reports | reports that hold the item | 有
partial | reports | reports that hold it in part | 部分
no | reports | reports that do not | 无
scored | reports | reports for which a score is due | 应评报告数
days | days | days after the due date; negative: before | 逾期天数
cluster | | number of the cluster | 簇号
n_variants | variants | variants of the sentence | 变体数
n_documents | reports | reports that hold a variant | 报告数
n_sentences | sentences | sentences | 句数
n_han | Han characters | Han characters | 汉字数
total_sentences | sentences | sentences of the group | 总句数
total_han | Han characters | Han characters of the group | 总汉字数
quantities | quantities | numbers that measure something | 量化表述数
zero_claims | claims | claims that nothing of the kind happened | 零发生表述数
coverage_claims | claims | claims that everything is covered | 全覆盖表述数
part_start | characters | where the part begins | 分子起点
part_end | characters | where the part ends (exclusive) | 分子终点(不含)
whole_start | characters | where the whole begins | 分母起点
whole_end | characters | where the whole ends (exclusive) | 分母终点(不含)
rates | rates | rates | 比率数
both_parts | rates | rates whose sentence states both parts | 列明分子分母数
hundred | rates | rates of 100 % | 百分之百数
near_hundred | rates | rates of 99 % or more | 不低于99%数
n_reports | reports | reports that state the indicator | 报告数
answer_start | characters | where the plan begins | 计划起点
answer_end | characters | where the plan ends (exclusive) | 计划终点(不含)
clauses | clauses | clauses that say enough to be looked for | 可查分句数
clauses_found | clauses | clauses found | 查得分句数
result_start | characters | where the sentence found begins | 结果起点
result_end | characters | where the sentence found ends (exclusive) | 结果终点(不含)
plans | plans | plans | 计划数
checkable | plans | plans that can be checked | 可查计划数
kept | plans | plans found among the next report's results | 兑现数
not_found | plans | plans not found there | 未见数
compared | plans | plans also looked for in another issuer's report | 对照数
n_han_problems | Han characters | Han characters of the part on shortcomings | 问题部分汉字数
problems | problems | stated problems | 问题数
hedged | problems | problems with a hedge | 弱化问题数
with_cause | problems | problems with a cause | 说明原因问题数
causes | causes | stated reasons | 原因数
external_causes | causes | reasons outside the issuer's control | 外部原因数
start | characters | where the evidence begins | 证据起点
end | characters | where the evidence ends (exclusive) | 证据终点(不含)
"""
NUMBERS = """
rate | share, or per 1,000 Han characters | pooled rate | 比率
low | as the rate | lower bound of the interval | 区间下限
high | as the rate | upper bound of the interval | 区间上限
naive_low | as the rate | lower bound as if all were drawn on their own | 简单区间下限
naive_high | as the rate | upper bound as if all were drawn on their own | 简单区间上限
zero_bound | share | upper bound for the share of places that use the theme, where none does | 零值上限
entropy | bits | Shannon entropy of the themes | 主题熵
highest | bits | entropy of equal attention | 最大熵
outside_share | share | coded sentences outside the outline | 纲要外占比
rate_before | share, or per 1,000 Han characters | rate before | 前期比率
rate_after | share, or per 1,000 Han characters | rate after | 后期比率
change | as the rates | after less before | 变化
within | as the rates | staying groups changed their rates | 组内变化
composition | as the rates | staying groups changed their weights | 构成变化
entry | as the rates | groups came | 进入效应
exit | as the rates | groups left | 退出效应
share | share | share of the denominator | 占比
rate1 | per 1,000 tokens | rate in the target | 目标比率
rate2 | per 1,000 tokens | rate in the reference | 参照比率
log_ratio | log2 | log ratio with one half added to each count | 对数比
lrc | log2 | conservative log ratio | 保守对数比
g2 | | signed log-likelihood ratio, four terms | 对数似然比
p | probability | p-value of the document permutation | p值
q | probability | Benjamini-Hochberg adjusted p-value | q值
prior | | prior of the word | 先验
delta | natural log | difference of smoothed log odds | 对数优势差
z | standard deviations | delta over its standard deviation; ranks, tests nothing | z值
dp | share | deviation of proportions | DP
dp_norm | share | deviation of proportions over 1 less the smallest part | DPnorm
juilland_d | | Juilland's D | 朱伊兰D
log_dice | log2 | logDice | logDice
pmi | bits | pointwise mutual information | 点互信息
mi3 | bits | cubed mutual information | MI3
t_score | | t-score | t值
delta_p | difference | delta P | ΔP
ttr | share | type-token ratio | 型例比
mattr | share | moving-average type-token ratio | 移动平均型例比
yules_k | | Yule's K | 尤尔K
contribution | bits | what the term adds to the divergence | 贡献
side | | sign of p less q | 方向
share_yes | share | reports that hold the item | 具备占比
formula_share | share | characters in official formulae | 套语占比
share_sentences | share | of the sentences | 句数占比
share_han | share | of the Han characters | 汉字占比
per_1000_han | per 1,000 Han characters | quantities | 量化密度
zero_per_1000_han | per 1,000 Han characters | claims of none | 零发生密度
coverage_per_1000_han | per 1,000 Han characters | claims of all | 全覆盖密度
value | in unit | the value | 数值
part_value | in part_unit | the part | 分子
whole_value | in part_unit | the whole | 分母
share_both_parts | share | rates that state both parts | 列明分子分母占比
share_hundred | share | rates of 100 % | 百分之百占比
share_near_hundred | share | rates of 99 % or more | 不低于99%占比
previous_value | in unit | the value of the year before | 上年数值
score | share | highest share of a clause's content bigrams in one sentence | 最高重合度
share_kept | share | kept of the checkable plans | 兑现占比
share_elsewhere | share | found in another issuer's report, of the compared plans | 对照查得占比
share_problems | share | Han characters of the part on shortcomings | 问题部分占比
problems_per_report | per report | problems | 每份问题数
share_hedged | share | problems with a hedge | 弱化占比
share_with_cause | share | problems with a cause | 说明原因占比
share_external | share | reasons outside the issuer's control | 外部归因占比
"""
FLAGS = """
on_time | | not after the due date | 按期
formula | | the centre counts as official formula | 套语
answered | | a plan of a matching type is stated; empty without a known type | 有对应计划
elsewhere | | the same plan is found in another issuer's results of that year | 对照报告亦有
"""
DATES = """
day | | the day stated | 日期
due | | the day it was due | 期限
"""


def _read(kind: str, lines: str) -> dict[str, tuple[str, str, str, str]]:
    rows = (line.split(" | ") for line in lines.strip().replace("| |", "|  |").split("\n"))
    return {name: (kind, unit.strip(), english, chinese) for name, unit, english, chinese in rows}


COLUMNS = {
    **_read("text", TEXTS),
    **_read("integer", INTEGERS),
    **_read("number", NUMBERS),
    **_read("flag", FLAGS),
    **_read("date", DATES),
}
