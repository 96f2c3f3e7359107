from flask.testing import FlaskClient


def test_pages_speak_chinese_until_asked_otherwise(browser_of_nobody: FlaskClient) -> None:
    page = browser_of_nobody.get("/keys").text

    assert '<html lang="zh-CN"' in page
    assert "<h1>键盘快捷键</h1>" in page


def test_one_click_and_everything_is_english(browser_of_nobody: FlaskClient) -> None:
    browser_of_nobody.post("/language", data={"language": "en"})
    page = browser_of_nobody.get("/keys").text

    assert '<html lang="en"' in page
    assert "<h1>Keyboard shortcuts</h1>" in page


def test_an_unknown_language_changes_nothing(browser_of_nobody: FlaskClient) -> None:
    browser_of_nobody.post("/language", data={"language": "xx"})

    assert '<html lang="zh-CN"' in browser_of_nobody.get("/keys").text


def test_large_type_stays_for_the_session(browser_of_nobody: FlaskClient) -> None:
    browser_of_nobody.post("/text-size", data={"text_size": "large"})

    assert 'data-size="large"' in browser_of_nobody.get("/keys").text


def test_after_the_choice_one_is_back_where_one_was_and_never_elsewhere(browser_of_nobody: FlaskClient) -> None:
    back = browser_of_nobody.post("/language", headers={"Referer": "http://localhost/notices?a=1"})
    away = browser_of_nobody.post("/language", headers={"Referer": "https://elsewhere.test/trap"})
    slashed = browser_of_nobody.post("/language", headers={"Referer": "http://localhost//elsewhere.test"})

    assert (back.status_code, back.location) == (303, "/notices?a=1")
    assert away.location == "/"
    assert slashed.location == "/elsewhere.test"
