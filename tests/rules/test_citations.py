"""Citations on paper are written out; whatever is none stays as it stands."""

import pytest

from workflows.rules.citations import in_full

TITLES = {
    "处罚法": "中华人民共和国行政处罚法",
    "殡葬管理条例": "殡葬管理条例",
    "310号令": "行政执法机关移送涉嫌犯罪案件的规定",
}


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("殡葬管理条例25条", "《殡葬管理条例》第二十五条"),
        ("处罚法58条1款2项", "《中华人民共和国行政处罚法》第五十八条第一款第二项"),
        ("违反了处罚法57条", "违反了《中华人民共和国行政处罚法》第五十七条"),
        ("处罚法30条、31条", "《中华人民共和国行政处罚法》第三十条、第三十一条"),
        ("重大（处罚法58条1款1项）；列入目录", "重大（《中华人民共和国行政处罚法》第五十八条第一款第一项）；列入目录"),
        ("310号令5条", "《行政执法机关移送涉嫌犯罪案件的规定》第五条"),
        ("刑法266条第1款", "《中华人民共和国刑法》第二百六十六条第一款"),
        ("某省实施办法105条", "《某省实施办法》第一百零五条"),
        ("《殡葬管理条例》第25条", "《殡葬管理条例》第二十五条"),
    ],
)
def test_shorthand_is_written_out(short: str, full: str) -> None:
    assert in_full(short, TITLES) == full


@pytest.mark.parametrize("text", ["《殡葬管理条例》第二十五条", "3项证据、2款手机", "列入本机关目录", ""])
def test_what_is_no_shorthand_stays(text: str) -> None:
    assert in_full(text, TITLES) == text


def test_a_citation_written_out_once_stays_as_it_is() -> None:
    once = in_full("处罚法33条1款、殡葬管理条例65条", TITLES)

    assert in_full(once, TITLES) == once == "《中华人民共和国行政处罚法》第三十三条第一款、《殡葬管理条例》第六十五条"
