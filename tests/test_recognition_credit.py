"""To whom each record of a file belongs: the file's sender, or that of its sheet, block, column or row."""

import pytest
from layout_sketches import SYSTEM, VOCABULARY, draw

from ecoreport.model import Batch
from ecoreport.work import understand

HEAD = "指标名称 | 2020年"
WATER, GREEN = "水面率 | 5.4", "城镇新建绿色建筑比例 | 98.3"


def read(sketch: str, file: str = "台账.xlsx") -> Batch:
    return understand(draw(sketch, file), SYSTEM, VOCABULARY, 2020)


@pytest.mark.parametrize(
    "sketch",
    [
        f"== 一\n填报单位：市水利局\n{HEAD}\n{WATER}\n== 二\n填报单位：市住建局\n{HEAD}\n{GREEN}",
        f"== 市水利局\n{HEAD}\n{WATER}\n== 市住建局\n{HEAD}\n{GREEN}",
        f"填报单位：市水利局\n{HEAD}\n{WATER}\n|\n填报单位：市住建局\n{HEAD}\n{GREEN}",
        f"{HEAD} | 填报单位\n{WATER} | 市水利局\n{GREEN} | 市住建局",
        f"{HEAD} | 责任单位\n{WATER} | 市水利局\n{GREEN} | 市住建局",
        f"== 一\n{HEAD}\n{WATER}\n|\n舟山市水利局（盖章）\n== 二\n{HEAD}\n{GREEN}\n|\n舟山市住建局（盖章）",
    ],
)
def test_each_part_of_a_file_of_several_is_its_own_senders(sketch: str) -> None:
    batch = read(sketch)
    assert {entry.subject.item: entry.department for entry in batch.entries} == {"30": "市水利局", "47": "市住建局"}
    assert set(batch.submissions[0].senders) == {"市水利局", "市住建局"}


@pytest.mark.parametrize("who", ["普陀区水利局", "定海区", "六横管委会", "宁波市水利局", "浙江省水利厅", "衢山镇人民政府"])
def test_a_row_of_somebody_elses_is_not_adopted(who: str) -> None:
    batch = read(f"{HEAD} | 填报单位\n{WATER} | {who}\n{GREEN} | 市住建局", "市住建局.xlsx")
    assert [entry.subject.item for entry in batch.entries if entry.scope.adopted] == ["47"]
