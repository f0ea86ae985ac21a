"""What a cell beside a task holds by what stands in it: a state, a report, a share, or nothing of these."""

from ecoreport.language import patterns as re
from ecoreport.language.widths import fold, word_key
from ecoreport.recognition.blocks import Setting
from ecoreport.recognition.keytasks.heads import SHORT, HeadFinder
from ecoreport.recognition.signs import is_mark, is_sign
from ecoreport.recognition.subjects import SubjectFinder

_DEADLINE = re.compile(
    r"(?=.*\d)(?:\d{4}年?)?[-./]?(?:\d{1,2}月?)?[-./]?(?:\d{1,2}日?)?(?:年?底|月?底|末)?(?:之前|以前|前)?(?:完成|建成|完工)?"
)
_PERCENT = re.compile(r"\d{1,3}(?:\.\d+)?%")
_AIMS = ("目标", "要求", "计划")  # end headings over what is to be done
_SCHEDULE = re.compile(r"序时|时序|应达|计划|目标|要求|上年|去年")
_TELLS = 4  # characters of words beside a number that tell what was done: 节水载体12个
_OFFICE = re.compile(r"[\u4e00-\u9fff]{1,8}(?:处|科|科室|股|中心|办公室|大队|支队|公司|分局)")


def by_contents(find: HeadFinder, finder: SubjectFinder, task: str | None, heading: str, text: str) -> str:
    """Say which field a cell beside a task holds, where no heading does: the state, what was done, how far it is, none of these."""
    flat = fold(text)
    if is_sign(text) and not is_mark(text):
        return "done"  # which nobody explains
    if _PERCENT.fullmatch(flat):
        return "notes" if _SCHEDULE.search(heading) else "progress"
    if (
        word_key(heading).endswith(_AIMS)
        or _DEADLINE.fullmatch(flat)
        or _is_plans(find.setting, task, text)
        or not re.search(r"[\u4e00-\u9fff√×]", text)
    ):
        return "notes"
    if _OFFICE.fullmatch(flat) or all(finder.matcher.departments.find(part).id for part in re.split(r"[,;/]+", flat)):
        return "notes"
    if find.state(text) is None:
        return "notes" if re.search(r"\d", text) and len(re.findall(r"[\u4e00-\u9fff]", text)) < _TELLS else "done"
    counted = re.search(r"\d", re.sub(r"\d+(?:\.\d+)?%|(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?", "", flat))
    return "done" if counted or len(word_key(text)) > SHORT else "status"


def _is_plans(setting: Setting, task_id: str | None, text: str) -> bool:
    """Is a text what the plan says of the task: its content or its domain."""
    task = next((task for task in setting.system.key_tasks if task.id == task_id), None)
    key = word_key(text)
    plans = task is not None and (key in word_key(task.content) or key == word_key(task.domain)) and len(key) >= 2
    return plans and setting.vocabulary.bare_status(text) is None  # 完成, with which the content begins
