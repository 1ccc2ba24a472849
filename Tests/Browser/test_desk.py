"""List, map and detail; routes; documents; what others do: each as somebody sees it in a browser."""

import json

import pytest

from conftest import PHONE

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def rows(page):
    return [row.get_attribute("id") for row in page.query_selector_all("#list tbody tr")]


def is_chosen(page, case):
    """List, detail, map and address all show one case."""
    page.wait_for_selector(f'#detail h2:has-text("{case}")')
    page.wait_for_selector(f'#list tr[id="{case}"][data-selected]')
    assert f"case={case}" in page.url


def mark_at_hand(page, but):
    """The case and the middle of a mark of the map that nothing covers."""
    return page.evaluate(
        """but => {
          for (const mark of document.querySelectorAll(".case-mark .mark")) {
            const box = mark.getBoundingClientRect();
            const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
            const id = mark.title.split(" · ")[0];
            if (id !== but && document.elementFromPoint(x, y) === mark) return [id, x, y];
          }
          return null;
        }""", but)


def test_list_map_and_detail_select_each_other(visitor):
    person = visitor().sign_in("officer")
    page = person.page
    person.goto("/works?order=number")
    first = rows(page)[2]
    page.click(f'#list tr[id="{first}"] .c-applicant')
    is_chosen(page, first)
    # The map went there: the mark of the case is in it, and marked.
    page.wait_for_selector(f'.case-mark.chosen .mark[title^="{first} "]')
    mark, box = (page.locator(one).first.bounding_box() for one in (f'.mark[title^="{first} "]', "[data-map]"))
    assert box["x"] <= mark["x"] <= box["x"] + box["width"] and box["y"] <= mark["y"] <= box["y"] + box["height"]
    person.is_at_rest()
    person.picture("selected")

    other, x, y = mark_at_hand(page, first) or pytest.fail("no other case can be clicked on the map")
    page.mouse.click(x, y)
    is_chosen(page, other)
    assert page.locator("#list tr[data-selected]").count() == 1
    assert page.locator(f'#list tr[id="{other}"]').bounding_box()["y"] < 900, "the line of the case is out of sight"

    # By the keys: down the list, Enter; then back.
    page.focus(f'#list tr[id="{other}"] a[data-select]')
    page.keyboard.press("ArrowUp" if rows(page)[-1] == other else "ArrowDown")
    third = page.evaluate("document.activeElement.dataset.select")
    assert third not in (None, other)
    page.keyboard.press("Enter")
    is_chosen(page, third)
    page.go_back()
    is_chosen(page, other)
    assert person.has_no_serious_violation() == []


def test_panes_of_a_phone(visitor):
    """List, then detail, then map: one at a time, and back."""
    person = visitor(viewport=PHONE, is_mobile=True, has_touch=True).sign_in("officer")
    page = person.page
    person.goto("/works")
    case = rows(page)[0]
    person.picture("phone-list", whole=False)
    page.click(f'#list tr[id="{case}"] a[data-select]')
    page.wait_for_selector(f'#detail h2:has-text("{case}")')
    assert not page.locator("#list").is_visible()
    person.picture("phone-detail", whole=False)
    assert person.has_no_serious_violation() == []
    page.click('[data-tab="map"]')
    page.wait_for_selector(f'.case-mark .mark[title^="{case} "]')
    person.is_at_rest()
    person.picture("phone-map", whole=False)
    assert person.has_no_serious_violation() == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.click('[data-tab="list"]')
    assert page.locator("#list").is_visible() and not page.locator("[data-map]").is_visible()


def routed(person, least):
    """A case with so many routes to choose from."""
    person.goto("/works?order=number")
    for case in rows(person.page):
        person.goto(f"/cases/{case}/route")
        if person.page.locator("tr[data-route]").count() >= least:
            return case
    raise AssertionError(f"no case has {least} routes")


def test_routes_are_compared_and_chosen(visitor):
    person = visitor().sign_in("engineer")
    page = person.page
    case = routed(person, 2)
    person.is_at_rest()
    person.picture("route-compared")
    other = page.locator("tr[data-route]:not([data-selected])").last.get_attribute("data-route")

    # A route is picked in the table, then another on the map.
    page.click(f'tr[data-route="{other}"] a')
    page.wait_for_selector(f'tr[data-route="{other}"][data-selected]')
    assert f"route={other}" in page.url
    page.wait_for_selector('path.leaflet-interactive[stroke="#5f5f5f"]')
    page.evaluate(
        """() => {
          const path = document.querySelector('path.leaflet-interactive[stroke="#5f5f5f"]');
          const box = path.getBoundingClientRect();
          path.dispatchEvent(new MouseEvent("click", {bubbles: true, clientX: box.left + 1, clientY: box.top + 1}));
        }""")
    page.wait_for_selector(f'tr[data-route="{other}"]:not([data-selected])')

    # Crossings: a line of the schedule is kept in the address and marked on the map.
    if page.locator("tr[data-crossing]").count():
        before = page.locator(".leaflet-overlay-pane path").count()
        page.locator("tr[data-crossing] td").nth(1).click()
        page.wait_for_selector("tr[data-crossing][data-selected]")
        assert "crossing=1" in page.url
        assert page.locator(".leaflet-overlay-pane path").count() >= before

    choice = page.locator("tr[data-route] button").first
    chosen = choice.evaluate("one => one.closest('tr').dataset.route")
    choice.click()
    page.wait_for_selector(f'tr[data-route="{chosen}"] .tag.waived')
    assert page.locator("tr[data-route] .tag.waived").count() == 1
    person.goto(f"/cases/{case}")
    assert page.locator("article.permit").count() >= 1 or page.locator("#permits-title").is_visible()


def test_a_line_is_drawn_uploaded_and_surveyed(visitor, tmp_path):
    person = visitor().sign_in("engineer")
    page = person.page
    case = routed(person, 1)
    found = page.request.get(f"{person.desk.address}/api/cases/{case}/routes").json()["routes"]
    line = found[-1]["line"]
    file = tmp_path / "line.geojson"
    file.write_text(json.dumps(line))
    page.wait_for_selector("[data-route-tools]:not([hidden])")
    page.set_input_files("[data-upload]", file)
    page.wait_for_selector("[data-survey] dl.figures")
    assert json.loads(page.input_value("#line-text")) == line
    figure = page.locator("[data-survey] dl.figures dd").first.inner_text()
    own = page.locator("tr[data-route]").last.locator("td.number").nth(1).inner_text()
    assert abs(float(figure.split()[0]) - float(own)) < 0.05, (figure, own)
    person.is_at_rest()
    person.picture("route-surveyed")
    assert person.has_no_serious_violation() == []

    # What is no line is refused in words, and nothing is lost of the page.
    file.write_text("[]")
    page.set_input_files("[data-upload]", file)
    page.wait_for_selector("[data-survey] .problems, [data-survey] .notice")
    assert "RTE-" in page.inner_text("[data-survey]")

    # Two points on the map are a line.
    page.click("[data-clear]")
    page.click("[data-draw]")
    box = page.locator("[data-map]").bounding_box()
    for share in (0.4, 0.6):
        page.mouse.click(box["x"] + box["width"] * share, box["y"] + box["height"] * 0.5)
        page.wait_for_timeout(400)  # two clicks, not a double one
    page.wait_for_function("document.querySelector('#line-text').value.includes('LineString')")
    assert len(json.loads(page.input_value("#line-text"))["coordinates"]) == 2
    # And by the keys: the cross in the middle sets one more.
    page.keyboard.press("Space")
    assert len(json.loads(page.input_value("#line-text"))["coordinates"]) == 3
    page.keyboard.press("Enter")
    assert page.get_attribute("[data-draw]", "aria-pressed") == "false"

    page.fill("#line-text", json.dumps(line))
    page.click('.drawn button[value="choose"]')
    page.wait_for_url(f"**/cases/{case}/route")
    assert page.locator(".head .state strong").count() == 1 and page.locator(".problems").count() == 0


def test_the_list_follows_what_others_file(visitor):
    reader, officer = visitor().sign_in("supervisor"), visitor().sign_in("officer")
    reader.goto("/works?q=LIVE-1")
    assert reader.page.locator("#list .empty").is_visible()
    reader.page.evaluate("window.isTheSame = true")
    page = officer.page
    officer.goto("/intake")
    page.check("input[name=utilities][value=water]")
    for field, value in {"number": "LIVE-1", "applicant": "示例实时公司", "plot": "1"}.items():
        page.fill(f"#f-{field}", value)
    page.click("main form button.main")
    reader.page.wait_for_selector('#list tr[id="LIVE-1-W"]')
    assert reader.page.locator("#live").is_visible()
    assert reader.page.evaluate("window.isTheSame"), "the page was loaded anew"
    reader.picture("live")


def test_documents_are_handed_in(visitor, tmp_path):
    person = visitor().sign_in("officer")
    page = person.page
    person.goto("/works")
    case = rows(page)[0]
    person.goto(f"/cases/{case}/documents")
    good, bad = tmp_path / "申请 表.pdf", tmp_path / "page.html"
    good.write_bytes(PDF)
    bad.write_text("<script>document.title='hit'</script>")
    page.set_input_files("#file", bad)
    page.click("main form button.main")
    page.wait_for_selector(".problems")
    person.picture("document-refused")
    assert person.has_no_serious_violation() == []
    page.set_input_files("#file", good)
    page.click("main form button.main")
    link = page.locator('a[download]:has-text("申请 表.pdf")')
    link.wait_for()
    with page.expect_download() as saved:
        link.click()
    assert saved.value.suggested_filename == "申请 表.pdf"
    assert saved.value.path().read_bytes() == PDF
    person.goto(f"/cases/{case}")
    assert page.locator('a[download]:has-text("申请 表.pdf")').is_visible()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_status_page(visitor, language):
    """An applicant sees how far the application is, and nothing else; without signing in, without a script."""
    officer = visitor().sign_in("officer")
    officer.goto("/works")
    case = rows(officer.page)[0]
    officer.goto(f"/cases/{case}/status-links")
    officer.page.click("main form button.main")
    secret = officer.page.input_value("input.secret")
    officer.picture(f"status-link-{language}")
    path = secret[secret.index("/status/"):]
    for size in ({}, {"viewport": PHONE}):
        applicant = visitor(**size)
        assert applicant.goto(f"{path}?lang={language}").ok
        assert applicant.page.locator("section.status").count() >= 1
        assert case not in applicant.page.content()
        assert applicant.has_no_serious_violation() == []
        assert applicant.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        applicant.picture(f"status-{'phone' if size else 'desktop'}-{language}")


def test_forms_and_tables_without_script(visitor, tmp_path):
    person = visitor(java_script_enabled=False).sign_in("officer")
    page = person.page
    person.goto("/intake")
    for utility in ("water", "heat"):
        page.check(f'input[name=utilities][value="{utility}"]')
    for field, value in {"number": "PLAIN-1", "applicant": "示例无脚本公司", "plot": "1"}.items():
        page.fill(f"#f-{field}", value)
    page.click("main form button.main")
    person.goto("/works")
    page.fill('input[name="q"]', "PLAIN-1")
    page.click('[data-filter] button.main')
    assert sorted(rows(page)) == ["PLAIN-1-H", "PLAIN-1-W"]
    page.click('#list tr[id="PLAIN-1-W"] a[data-select]')
    page.wait_for_selector('#detail h2:has-text("PLAIN-1-W")')
    person.picture("no-script")
    page.click("#detail a.step.main")
    page.wait_for_url("**/cases/PLAIN-1-W*")
    person.goto("/cases/PLAIN-1-W/route")
    button = page.locator("tr[data-route] button").first
    route = page.locator("tr[data-route]:has(button)").first.get_attribute("data-route")
    button.click()
    assert page.locator(f'tr[data-route="{route}"] .tag.waived').count() == 1
    page.fill("#line-text", "[]")
    page.click('.drawn button[value="survey"]')
    assert "RTE-" in page.inner_text("main")
    person.goto("/cases/PLAIN-1-W/documents")
    file = tmp_path / "plain.pdf"
    file.write_bytes(PDF)
    page.set_input_files("#file", file)
    page.click("main form button.main")
    assert page.locator('a[download]:has-text("plain.pdf")').count() == 1
    for path in ("/board", "/calendar", "/indicators", "/due"):
        assert person.goto(path).ok
        assert page.locator("main h1").is_visible()
