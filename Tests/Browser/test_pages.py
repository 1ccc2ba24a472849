"""Every page, in both languages and sizes: accessible, whole, and from this machine only."""

import pytest

from conftest import DESKTOP, PHONE

SIZES = {"desktop": DESKTOP, "phone": PHONE}


def addresses(person):
    """All pages an administrator can reach by links of the navigation, and those of one case."""
    person.goto("/works")
    page = person.page
    found = {
        "nothing": "/works?q=there-is-no-such-case", "missing": "/cases/NO-SUCH-CASE", "table": "/works?view=table",
        "due": "/due", "account": "/account", "account-of": "/accounts/officer"}
    for link in page.query_selector_all("header.top nav a"):
        address = link.get_attribute("href")
        found[address.strip("/").replace("/", "-") or "home"] = address
    cases = [row.get_attribute("id") for row in page.query_selector_all("#list tbody tr")]
    for pane in ("list", "map", "detail"):
        found[f"pane-{pane}"] = f"/works?case={cases[0]}&pane={pane}"
    person.goto(f"/cases/{cases[0]}")
    for link in page.query_selector_all(f'main a[href^="/cases/{cases[0]}/"]'):
        address = link.get_attribute("href")
        if "." in address.split("/")[-1].split("?")[0]:
            continue
        found["case-" + address.split("/")[3].split("?")[0] + ("-step" if "/steps/" in address else "")] = address
    found["case"] = f"/cases/{cases[0]}"
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_pages(visitor, size, language):
    person = visitor(viewport=SIZES[size]).sign_in("admin")
    person.goto(f"/works?lang={language}")
    wrong = {}
    for name, address in sorted(addresses(person).items()):
        person.goto(address)
        person.page.wait_for_load_state("load")
        person.picture(f"{name}-{size}-{language}")
        violations = person.has_no_serious_violation()
        wide = person.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if violations or wide > 0:
            wrong[name] = (violations, f"{wide} px too wide")
    assert wrong == {}


def test_sign_in_page(visitor):
    person = visitor()
    person.goto("/sign-in")
    assert person.has_no_serious_violation() == []
    person.page.fill("#name", "officer")
    person.page.fill("#password", "wrong")
    person.page.keyboard.press("Enter")
    person.page.wait_for_selector(".problems")
    assert person.has_no_serious_violation() == []


def test_keyboard_alone_reaches_a_step(visitor):
    """From the sign-in to a recorded visit without a mouse."""
    person = visitor()
    page = person.page
    person.goto("/sign-in")
    page.keyboard.type("officer")
    page.keyboard.press("Tab")
    page.keyboard.type("a password for tests")
    page.keyboard.press("Enter")
    page.wait_for_url("**/works*")
    case = page.locator("#list tbody tr").first.get_attribute("id")

    def walk_to(address):
        for _ in range(200):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.getAttribute('href')") == address:
                outline = page.evaluate(
                    "(s => s.outlineStyle + s.outlineWidth + s.boxShadow)(getComputedStyle(document.activeElement))")
                assert "none0px" not in outline or "rgb" in outline, "the focus is not seen"
                page.keyboard.press("Enter")
                return
        raise AssertionError(f"no way to {address} by Tab")

    walk_to(page.locator(f'#list tbody tr[id="{case}"] a').first.get_attribute("href"))
    page.wait_for_selector('a.step[href*="record_visit"]')
    walk_to(page.locator('a.step[href*="record_visit"]').first.get_attribute("href"))
    page.wait_for_selector("#f-note")
    page.focus("#f-note")
    page.keyboard.type("键盘")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/cases/{case}*")


def test_inline_script_does_not_run(visitor):
    """What people enter is text, and the policy of the page would stop it if it were not."""
    person = visitor().sign_in("officer")
    page = person.page
    person.goto("/works")
    case = page.locator("#list tbody tr").first.get_attribute("id")
    person.goto(f"/cases/{case}/steps/record_visit")
    page.fill("#f-note", "<script>document.title='hit'</script><img src=x onerror=\"document.title='hit'\">")
    page.click("main form button.main")
    page.wait_for_url(f"**/cases/{case}*")
    assert page.title() != "hit"
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {textContent: 'document.title=\"hit\"'}))")
    assert page.title() != "hit"
    person.complaints = [one for one in person.complaints if "Content Security Policy" not in one]


def test_useful_before_a_second(visitor):
    """First paint and layout shift of the list of works."""
    person = visitor().sign_in("officer")
    person.page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => { for (const one of list.getEntries())"
        " if (!one.hadRecentInput) window.shift += one.value }).observe({type: 'layout-shift', buffered: true})")
    person.goto("/works")
    painted = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
    person.page.wait_for_function(painted)
    assert person.page.evaluate(painted) < 1000
    assert person.page.evaluate("window.shift") < 0.05
