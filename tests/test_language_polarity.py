"""What a clause denies, what makes it good later, and what is done with a number's figures: sentences as offices write them."""

import pytest

from ecoreport.language.caveats import caveat_in
from ecoreport.language.shortfalls import left_open

OPEN = [  # and how the same is told when it is done
    ("林木、土地账户编好了，水资源那本账还空着几栏。", "年初空着的几栏水文站已补。"),
    ("办法讨论过两轮，资规那边卡着没会签。", "办法讨论过两轮，资规那边4月会签，已联合印发。"),
    ("预案用的还是2016年老本子，新的说是下半年请第三方编。", "预案已换下2016年老本子，新的由第三方编制，7月备案。"),
    ("六横有个项目先上车后补票，压线了，正跑调整手续。", "六横有个项目选址曾压线，开工前已改到边界内。"),
    ("督察点名的养殖网箱清了大半，剩下的渔民不肯签协议。", "督察点名的养殖网箱，渔民全签了协议，11月清完。"),
    ("桶配齐了，后端收运还是一车拉走。", "桶配齐了，后端分车收运，混装一车拉走的现象已杜绝。"),
    ("河长巡河按月通报，湾滩长那边挂了名没巡过。", "湾滩长同样挂牌上岗，没有一个未巡。"),
    ("实物量表编好了，部门数据的缺口还没补。", "实物量表编好了，部门数据的缺口7月补齐。"),
    ("规划通过评审，准备报人大审议，审议后印发。", "规划通过评审，人大5月审议后印发。"),
    ("合同到期没有续，分类车都撤了。", "合同到期由新公司接手，分类车都换了新的。"),
    ("年中退回的6块地没补检测报告。", "年中退回的6块地已补检测报告。"),
    ("会议推迟，没有再开。", "二月因疫情推迟的一次三月补开。"),
    ("卫片比对有2个图斑没核。", "卫片比对4期没有图斑越界，没有查出新的问题，年末没有贮存。"),
    ("新一轮规划还在编。", "新一轮规划已印发，前一轮2011—2016年规划同时停用。"),
    ("剩下2.3万吨油泥年底存在厂里。", "审核方案预计每年节水41万吨，平均在途1.7天。"),
    ("转运船停航，积压的320吨一直堆在码头。", "积压的320吨复航后一周内烧完，年报已按实数更正。"),
    ("监测站点由第三方管着，数据没人看。", "全年没有发生突发事件，没有收到投诉。"),
]


@pytest.mark.parametrize(("lacking", "done"), OPEN)
def test_what_is_denied_is_open_unless_it_must_not_be_or_is_made_good(lacking: str, done: str) -> None:
    assert left_open(lacking) is not None
    assert left_open(done) is None


HELD_BACK = [  # and the same words where they hold nothing back
    ("early", "12月末的数银行还没关账，用11月的顶一下。", "12月末的数，银行关账后导出，11月的没有用。"),
    ("early", "用水量是拿去年的乘了个系数。", "用水量是水表抄见数，没有拿去年的乘系数。"),
    ("early", "先放个数占着，环统2月才出。", "环统口径，2月环统出来核过，一致。"),
    ("part", "小岛上喝窖水的那几千人没算人头。", "小岛上喝窖水的那几千人也算了人头。"),
    ("part", "分母没把乡镇那几个管网没接的算上。", "分母把乡镇那几个管网没接的也算上了。"),
    ("removed", "援外的、病休的都从名单划掉了。", "9条因涉国家秘密依法不公开，剔除后计算。"),
    ("only", "只跑了苏宁一家店。", "跑了四个县区18家店，苏宁只是其中一家。"),
    ("plan", "按施工图审查的计划面积算。", "按竣工面积算，施工图审查的计划面积没有用。"),
    ("supposed", "要是化工厂那块能过评审。", "化工厂那块10月过了评审。"),
    ("early", "风险评估报告还在评审，先按安全利用计入。", "风险评估报告已评审，按安全利用计入。"),
    ("padded", "2个地块业主不让进场，按合格算。", "2个地块都进场采样，逐块评估合格。"),
    ("padded", "水库消落带绿化也按公园绿地算。", "水库消落带绿化没有按公园绿地算。"),
    ("early", "参训率按报名人数算的。", "参训率按签到表算的。"),
    ("other_year", "按2016年二类调查推的。", "按2020年样地复测。"),
    ("kind", "这是测评打的分。", "这是说满意的人占的比例，不是测评打的分。"),
]


@pytest.mark.parametrize(("kind", "held_back", "settled"), HELD_BACK)
def test_what_is_done_with_figures_says_what_the_number_is(kind: str, held_back: str, settled: str) -> None:
    told = caveat_in(held_back, 2020)
    assert told is not None
    assert told.kind == kind
    assert caveat_in(settled, 2020) is None


def test_what_another_figure_is_called_says_nothing_of_the_number() -> None:
    assert caveat_in("前三季度均值为16微克", 2020, "17") is None
    assert caveat_in("前三季度均值为17微克", 2020, "17") is not None
    assert caveat_in("剔除臭氧超标的11天后优良率为96.4%", 2020, "96.4") is not None


def test_beside_a_number_what_is_lacking_or_to_come_is_open_and_not_what_was_done_with_it() -> None:
    for open_ in ("省站12月数据还没审核", "渔船垃圾没过磅", "考核方案还在征求意见", "剩下的410吨2021年1月处置"):
        assert left_open(open_, 2020, of_figure=True), open_
    for sound in ("未作调整", "没有用快报数", "未另行调查", "岛北污水厂没有通水，水量未算进去", "2019年未升", "建成区绿化覆盖率42.1%"):
        assert left_open(sound, 2020, of_figure=True) is None, sound
