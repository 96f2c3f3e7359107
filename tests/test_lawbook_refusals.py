from pathlib import Path
from shutil import copytree

import pytest

from workflows.errors import BrokenDiagramError
from workflows.lawbook import Lawbook

PACK = Path(__file__).parents[1] / "bpmn" / "law"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return copytree(PACK, tmp_path / "law")


def rewrite(pack: Path, file: str, old: str, new: str) -> None:
    text = (pack / file).read_text(encoding="utf-8")
    assert old in text
    (pack / file).write_text(text.replace(old, new, 1), encoding="utf-8")


BROKEN = [
    (
        "clocks.yaml",
        ", unit: working",
        ", unit: workin",
        "法规包 clocks.yaml 的 clocks[verify_15wd].unit：不认识“workin”，是否 working？",
    ),
    (
        "clocks.yaml",
        "starts: [register_source]",
        "starts: [register_sourc]",
        "法规包 clocks.yaml 的 clocks[verify_15wd].starts[1].act：不认识“register_sourc”，是否 register_source？",
    ),
    (
        "clocks.yaml",
        "fact: filing, is: [filed]",
        "fact: filing, is: [field]",
        "法规包 clocks.yaml 的 clocks[penalty_90d].starts[1].is：不认识“field”，是否 filed？",
    ),
    (
        "clocks.yaml",
        "length: 90",
        "lenght: 90",
        "法规包 clocks.yaml 的 clocks[penalty_90d]：不认识“lenght”，是否 length？",
    ),
    (
        "clocks.yaml",
        "length: 90",
        "length: -90",
        "法规包 clocks.yaml 的 clocks[penalty_90d].length：应当是不小于 0 的整数，现为“-90”，请更正",
    ),
    (
        "clocks.yaml",
        "length: 90",
        "length: 90, length: 91",
        "法规包 clocks.yaml 第 16 行起不是可读的 YAML，请按提示更正：duplicate key 'length'",
    ),
    (
        "clocks.yaml",
        "roll: false",
        "roll: 0",
        "法规包 clocks.yaml 的 clocks[limitation].roll：应当是 true 或者 false，现为“0”，请更正",
    ),
    (
        "clocks.yaml",
        "law: 强制法, article: 54条",
        "law: 强执法, article: 54条",
        "法规包引用了“强执法”，但 statutes.yaml 中没有，请补上或者更正引用",
    ),
    (
        "clocks.yaml",
        "pauses: [materials, expert]",
        "pauses: [material]",
        "法规包引用了“material”，但 profile.yaml 中没有，请补上或者更正引用",
    ),
    (
        "clocks.yaml",
        '"clock:litigate_6mo"',
        '"clock:litigate"',
        "法规包引用了“litigate”，但 clocks.yaml 中没有，请补上或者更正引用",
    ),
    (
        "clocks.yaml",
        "setting: review_days",
        "setting: review_day",
        "法规包 clocks.yaml 的 clocks[review_days].setting：不认识“review_day”，是否 review_days？",
    ),
    (
        "statutes.yaml",
        "    effective_to: 2026-03-29\n",
        "",
        "法规包中“殡葬管理条例”自 2026-03-30 起有两个同时有效的版本，请给旧版本写上 effective_to",
    ),
    (
        "statutes.yaml",
        "effective_from: 2021-07-15",
        "effective_from: 2021年7月",
        "法规包 statutes.yaml 的 statutes[1].effective_from：应当是 2026-03-30 这样的日期，现为“2021年7月”，请更正",
    ),
    (
        "profile.yaml",
        "{name: gate_a,",
        "{name: gate_b,",
        "法规包 profile.yaml 的 settings[gate_b].name：不认识“gate_b”，是否 gate_a？",
    ),
    (
        "profile.yaml",
        "value_yuan: 10000,",
        "value: 10000,",
        "法规包 profile.yaml 的 settings[hearing_threshold_citizen].value_yuan：缺少此项，请以元为单位补上",
    ),
    (
        "profile.yaml",
        "value: 2/3",
        "value: 3/2",
        "法规包 profile.yaml 的 settings[deliberation_quorum].value：应当是 2/3 这样的比例，现为“3/2”，请更正",
    ),
    (
        "profile.yaml",
        "value: 2/3",
        "value: 2/0",
        "法规包 profile.yaml 的 settings[deliberation_quorum].value：应当是 2/3 这样的比例，现为“2/0”，请更正",
    ),
    (
        "clocks.yaml",
        "term: 追责时效",
        "term: 36",
        "法规包 clocks.yaml 的 clocks[limitation].term：应当是文字，现为“36”，请更正",
    ),
    (
        "clocks.yaml",
        "pauses: [materials, expert]",
        "pauses: [materials, 2]",
        "法规包 clocks.yaml 的 clocks[review_days].pauses：列表里应当都是文字，现有“2”",
    ),
    (
        "profile.yaml",
        "pause_grounds:",
        "pause_ground:",
        "法规包 profile.yaml 的 顶层：不认识“pause_ground”，是否 pause_grounds？",
    ),
    (
        "review_items.yaml",
        "title: 执法主体是否合法，执法人员是否具备执法资格, ",
        "",
        "法规包 review_items.yaml 的 review_items[competence].title：缺少此项，请补上",
    ),
    (
        "matters.yaml",
        "kinds: [order_correction, warning, confiscate_income, fine]",
        "kinds: fine",
        "法规包 matters.yaml 的 matters[funeral_remains].kinds：应当是列表，请更正",
    ),
    (
        "relief.yaml",
        "clocks: [reconsider_60d, litigate_6mo]",
        "clocks: [reconsider, litigate_6mo]",
        "法规包引用了“reconsider”，但 clocks.yaml 中没有，请补上或者更正引用",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "sentence"), BROKEN, ids=[f"{one[0]}: {one[2][:20]}" for one in BROKEN])
def test_a_pack_that_is_wrong_is_refused_with_file_place_and_cure(
    pack: Path, file: str, old: str, new: str, sentence: str
) -> None:
    rewrite(pack, file, old, new)

    with pytest.raises(BrokenDiagramError) as broken:
        Lawbook.load(pack)

    assert str(broken.value) == sentence


def test_a_setting_nobody_gives_is_named(pack: Path) -> None:
    lines = (pack / "profile.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    (pack / "profile.yaml").write_text("".join(line for line in lines if "name: gate_a," not in line), encoding="utf-8")

    with pytest.raises(BrokenDiagramError) as broken:
        Lawbook.load(pack)

    assert str(broken.value) == "法规包 profile.yaml 缺少配置项“gate_a”，请补上"


def test_a_missing_file_is_named(pack: Path) -> None:
    (pack / "relief.yaml").unlink()

    with pytest.raises(BrokenDiagramError) as broken:
        Lawbook.load(pack)

    assert str(broken.value) == "法规包缺少文件 relief.yaml，请从安装包恢复到 bpmn/law/"


@pytest.mark.parametrize("content", [b"", b"- 1\n", b"text"], ids=["empty", "list", "text"])
def test_a_file_that_is_no_mapping_is_refused(pack: Path, content: bytes) -> None:
    (pack / "matters.yaml").write_bytes(content)

    with pytest.raises(BrokenDiagramError) as broken:
        Lawbook.load(pack)

    assert str(broken.value) == "法规包 matters.yaml 的 顶层：应当是“键: 值”的列表，请更正"


@pytest.mark.parametrize("content", [b"a: [", b"\xff\xfe\x00", b"d: 2026-13-45\n"], ids=["open", "binary", "no day"])
def test_a_file_that_is_no_yaml_is_refused(pack: Path, content: bytes) -> None:
    (pack / "matters.yaml").write_bytes(content)

    with pytest.raises(BrokenDiagramError) as broken:
        Lawbook.load(pack)

    assert broken.value.objection.code == "law-pack-yaml"
    assert broken.value.objection.params["file"] == "matters.yaml"
