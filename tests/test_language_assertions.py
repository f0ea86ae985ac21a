"""What words of a key task assert, wording by wording; no substring decides."""

from pathlib import Path

import pytest

from ecoreport.language.assertions import hear, verbs_with
from ecoreport.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
WORDINGS = [
    tuple(part.strip() for part in line.split("|", 1))
    for line in (Path(__file__).parent / "kinds_cases" / "task_words.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("status", "words"), WORDINGS, ids=[words for _, words in WORDINGS])
def test_the_state_of_a_task_is_what_its_words_assert(status, words):
    assert VOCABULARY.task_status(words, 2020) == (None if status == "-" else status)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("已完成", ("done",)),
        ("没有完成", ("not_done",)),
        ("预计12月完成", ("planned",)),
        ("基本完成", ("in_part",)),
        ("完成80%", ("in_part",)),
        ("完成100%", ("done",)),
        ("正在推进，预计12月完成", ("under_way", "planned")),
        ("已完成，但尚未验收", ("done", "not_done")),
        ("计划2021年启动", ("not_begun",)),
        ("进度滞后", ("late",)),
        ("未逾期", ()),
        ("无需实施", ()),
        ("投资1.5亿元，已完成", ("done",)),
        ("用能单位年度目标考核结束", ("done",)),
        ("", ()),
    ],
)
def test_each_clause_asserts_one_thing(text, told):
    assert hear(text, verbs_with()).said == told


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("正在取证，预计明年3月", ["正在取证", "预计明年3月"]),
        ("标识牌未立", ["标识牌未立"]), ("满意度82分，未达85分", ["未达85分"]), ("未发现问题", []), ("不存在未销号问题", []),
        ("四类设施开放3类", ["四类设施开放3类"]), ("四类设施开放4类", []), ("油水分离器实际配备率62%", ["油水分离器实际配备率62%"]),
        ("曾一度滞后，现已完成", []), ("原计划12月完成，实际10月已完成", []), ("已完成，但六横未启动", ["但六横未启动"]),
        ("佐证材料正在整理", []), ("验收材料正在准备", ["验收材料正在准备"]), ("2021年将继续开展审计", []), ("设备改造计划明年实施", ["设备改造计划明年实施"]),
        ("工程验收资料齐全", []), ("预计明年3月出工程审计报告", []), ("全部建成，正在满负荷运行", []), ("全部建成，正在试运行", ["正在试运行"]),
        ("另有线索移送1例，未计入3例", []), ("93个里头没有30吨以下的", []), ("含线索移送1例", ["含线索移送1例"]), ("“万家”行动按年度安排办结", []),
        ("修编稿在司法局合法性审查", ["修编稿在司法局合法性审查"]), ("报告征求被审计单位意见", ["报告征求被审计单位意见"]), ("验收排在二季度", ["验收排在二季度"]),
        ("数据分析等统计局给数", ["数据分析等统计局给数"]), ("勘界待资金落实后启动", ["勘界待资金落实后启动"]), ("外业做了六成", ["外业做了六成"]),
        ("装船率四成", ["装船率四成"]), ("增长了四成", []), ("审核年度任务20家，落实17家", ["部分完成"]), ("勘界8个片区，立桩8个", []),
        ("勘界8个片区，立桩3个", ["部分完成"]), ("应登记5120家（较初查4813家增补），登记5120家", []),
        ("巡查中未再发现新问题", []), ("一期二期均已投产", []), ("剩余地块不在今年计划内", []), ("移交手续卡在产权上", ["移交手续卡在产权上"]),
        ("设备明年进场", ["设备明年进场"]), ("围网招标流标", ["围网招标流标"]), ("围网招标流标，8月补招后完成", []), ("户主不同意拆", ["户主不同意拆"]),
        ("年度审核任务17家，审了13家", ["部分完成"]), ("没走完合法性审查", ["没走完合法性审查"]), ("没有一例未完成", []), ("应发未发企业清零", []), ("未整治问题为零", []), ("六横有2家未整治", ["六横有2家未整治"]),
        ("其余各项均已完成", []), ("除六横外其余均已完成", ["除六横外其余均已完成"]), ("正在使用的核算系统已同步更新", []), ("2019年任务未完成", []),
        ("2020年任务未完成", ["2020年任务未完成"]), ("内有2018、2019两年就已办结的430亩", ["2019两年就已办结的430亩"]), ("2018年度表移至下一轮", ["2018年度表移至下一轮"]),
        ("汽机安装过半", ["汽机安装过半"]), ("老线改造排在其后", ["老线改造排在其后"]), ("主体班均设课程", []), ("其中1个同址，但单独建设", []),
        ("完成岸线整治修复约九成", ["完成岸线整治修复约九成"]), ("应完成3项，已完成3项", []), ("应完成3项，已完成2项", ["部分完成"]), ("是否完成", []),
    ],
)  # fmt: skip
def test_what_is_left_or_goes_on_is_heard_and_nothing_else(text, opens):
    assert [claim.clause for claim in hear(text, verbs_with(), 2020).opens] == opens


@pytest.mark.parametrize(
    ("text", "whole", "names"),
    [
        ("已完成", True, False), ("三项工作均已完成", True, False), ("25/25", True, False), ("基本农田清理等各项任务已全部完成", True, False),
        ("六横以外均已完成", False, True), ("完成摸底", False, False), ("大头已完成", False, False), ("已完成8个", False, False), ("完成情况良好", False, False),
    ],
)  # fmt: skip
def test_all_is_done_only_where_every_word_is_known(text, whole, names):
    told = hear(text, verbs_with(), 2020)
    assert (told.whole, bool(told.parts)) == (whole, names)
