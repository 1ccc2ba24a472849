"""The whole story of an application, as two people see it in their browsers."""

import re

import pytest

from conftest import PHONE

LANGUAGES = {"zh": "zh-CN", "en": "en"}
SIZES = {"desktop": {}, "phone": {"viewport": PHONE, "is_mobile": True, "has_touch": True}}


def step(visitor, case, name, permit=None, **values):
    """Takes a step by its form, as a person does: from the case's page."""
    page = visitor.page
    visitor.goto(f"/cases/{case}")
    links = [link.get_attribute("href") for link in page.query_selector_all(f'a.step[href*="/steps/{name}"]')]
    wanted = [link for link in links if permit is None or permit in link]
    assert wanted, f"the page of {case} does not offer {name}: {page.inner_text('main')[-3000:]}"
    page.click(f'a.step[href="{wanted[0]}"]')
    for field, value in values.items():
        element = page.locator(f"#f-{field}")
        if element.evaluate("one => one.tagName") == "SELECT":
            element.select_option(value)
        elif element.get_attribute("type") == "checkbox":
            element.set_checked(value)
        else:
            element.fill(value)
    page.click("main form button.main")
    page.wait_for_url(f"**/cases/{case}*")
    assert page.locator(".problems").count() == 0


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_story(visitor, language, size):
    officer, engineer = (visitor(**SIZES[size]).sign_in(name) for name in ("officer", "engineer"))
    page = officer.page
    for person in (engineer, officer):
        person.goto(f"/works?lang={language}")
    assert page.locator("html").get_attribute("lang") == LANGUAGES[language]

    # One form makes a case for each of three utilities.
    number = f"BROWSER-{language}-{size}"
    officer.goto("/intake")
    for utility in ("water", "gas", "heat"):
        page.check(f'input[name=utilities][value="{utility}"]')
    page.fill("#f-number", number)
    page.fill("#f-applicant", "示例浏览器实业有限公司")
    page.fill("#f-plot", "1")
    page.check("input[name=accept]")
    officer.picture(f"intake-{language}-{size}")
    page.click("main form button.main")
    officer.goto(f"/works?q={number}")
    cases = [row.get_attribute("id") for row in page.query_selector_all("#list tbody tr")]
    assert len(cases) == 3, cases
    officer.picture(f"works-{language}-{size}")
    water = next(case for case in cases if case.endswith("-W"))

    # The engineer compares routes and chooses one; the officer sees it without loading the page.
    officer.goto(f"/cases/{water}")
    events = page.locator("#history-title + div tbody tr").count()
    engineer.goto(f"/cases/{water}/route")
    rows = engineer.page.locator("tr[data-route]")
    engineer.picture(f"route-{language}-{size}")
    assert rows.count() >= 1
    rows.first.locator("button").click()
    engineer.page.wait_for_url(f"**/cases/{water}/route*")
    page.wait_for_function(
        "before => document.querySelectorAll('#history-title + div tbody tr').length > before", arg=events)
    permits = [one.get_attribute("id") for one in page.query_selector_all("article.permit")]
    assert permits

    step(officer, water, "tell_interface", position="接口位置见路由报告")
    officer.goto(f"/cases/{water}")

    # One permit goes its way, with a supplement on it.
    offered = page.query_selector_all('a.step[href*="/steps/prepare_permit"], a.step[href*="/steps/submit_permit"]')
    permit = next(one for one in permits if any(one in link.get_attribute("href") for link in offered))
    if any(permit in link.get_attribute("href") and "prepare" in link.get_attribute("href") for link in offered):
        step(officer, water, "prepare_permit", permit)
    step(officer, water, "submit_permit", permit, number=f"受理-{language}-{size}")
    step(officer, water, "accept_permit", permit)
    step(officer, water, "request_supplement", permit, items="补充交通组织方案")
    # What was asked for is handed in; the authority accepts it (受理), and the permit is not submitted anew.
    step(officer, water, "accept_permit", permit)
    step(officer, water, "grant_permit", permit, certificate=f"许可-{language}-{size}-001")
    officer.goto(f"/cases/{water}")
    assert f"许可-{language}-{size}-001" in page.locator(f'article.permit[id="{permit}"]').inner_text()

    # The clock is stopped and resumed; the other browser sees it.
    engineer.goto(f"/cases/{water}")
    step(officer, water, "stop_clock", holder="审批部门", evidence="受理通知书")
    engineer.page.wait_for_selector("text=受理通知书")
    step(officer, water, "resume_clock", evidence="许可决定书")
    engineer.picture(f"case-{language}-{size}")

    # The report is a PDF, and the page of the route leads to it.
    engineer.goto(f"/cases/{water}/route")
    report = engineer.page.locator(".papers a").first.get_attribute("href")
    answer = engineer.context.request.get(officer.desk.address + report)
    assert answer.ok and answer.body().startswith(b"%PDF-")

    page.click('form[action="/sign-out"] button')
    page.wait_for_url("**/sign-in*")
    officer.goto(f"/cases/{water}")
    assert re.search("/sign-in", page.url)


def test_conflict(visitor):
    """Two people at one case: the second is told what changed, and what was entered is still there."""
    one, other = visitor().sign_in("officer"), visitor().sign_in("admin")
    one.goto("/works")
    case = one.page.locator("#list tbody tr").first.get_attribute("id")
    for person in (one, other):
        person.goto(f"/cases/{case}/steps/record_visit")
        person.page.fill("#f-note", "到场：" + ("甲" if person is one else "乙"))
    one.page.click("main form button.main")
    one.page.wait_for_url(f"**/cases/{case}*")
    other.page.click("main form button.main")
    other.page.wait_for_selector(".conflict")
    assert other.page.input_value("#f-note") == "到场：乙"
    other.picture("conflict")
    assert other.has_no_serious_violation() == []
    other.page.click("main form button.main")
    other.page.wait_for_url(f"**/cases/{case}*")


def test_visit_on_a_phone_without_script(visitor):
    """In the field: a visit is logged on a small screen, without a script."""
    person = visitor(**SIZES["phone"], java_script_enabled=False)
    person.sign_in("officer")
    person.picture("phone-works")
    case = person.page.locator("#list tbody tr").first.get_attribute("id")
    step(person, case, "record_visit", note="用户到场，无脚本")
    person.picture("phone-case")
    person.goto(f"/cases/{case}")
    assert person.page.locator("#history-title").count() == 1
