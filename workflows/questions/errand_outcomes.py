"""What came of a background work, in a few words: cases moved or brought in, clocks counted, entries verified."""

from collections.abc import Mapping

from workflows.vocabulary.errands import ErrandKind
from workflows.vocabulary.wording import N_, Phrase


def count_wrong(result: Mapping[str, object], kept: int) -> int:
    """Return how much is wrong in a file; a result of an earlier release knows only what it kept."""
    return int(str(result.get("wrong", kept)))


def outcome_of(kind: ErrandKind, result: Mapping[str, object]) -> str:
    """Say in a few words what came of an import, of moves, of counting or of a check that found nothing."""
    errors, cases = result.get("errors"), int(str(result.get("cases", 0)))
    moved, refused = result.get("moved"), result.get("refused")
    if kind is ErrandKind.RUN_MOVES and isinstance(moved, list) and isinstance(refused, dict):
        return Phrase(N_("已迁移 {moved} 件，没有迁移 {refused} 件"), moved=len(moved), refused=len(refused))
    if kind is ErrandKind.CLOCK_RECOUNT and "counted" in result:
        counts = {name: int(str(result[name])) for name in ("counted", "moved", "confirmed")}
        return Phrase(N_("已重算 {counted} 个：届满日改变 {moved} 个，暂定转为确定 {confirmed} 个"), **counts)
    if kind is ErrandKind.JOURNAL_CHECK and "entries" in result and not result.get("found"):
        return Phrase(N_("全部日志链条校验一致，共 {count} 条"), count=int(str(result["entries"])))
    if kind is not ErrandKind.CASE_IMPORT or not isinstance(errors, list):
        return ""
    if errors:
        return Phrase(N_("有 {count} 处有误，没有导入"), count=count_wrong(result, len(errors)))
    return Phrase(N_("已导入 {count} 件") if result.get("batch") else N_("核对无误，可以导入 {count} 件"), count=cases)
