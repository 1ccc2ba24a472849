import Foundation
import Testing

@Suite("The web desk as a server", .serialized)
struct DeskTests {
    private static let desk = URL(fileURLWithPath: Tool.path).deletingLastPathComponent()
        .appendingPathComponent("outerline-desk").path

    /// A browser in a few lines: signs in, listens, records a visit, and stops the server while it listens.
    private static let story = """
        import http.client, json, re, signal, subprocess, sys, threading, time, urllib.parse
        outerline, city = sys.argv[1], sys.argv[2]
        server = subprocess.Popen([outerline, 'serve', city, '--port', '0', '--today', '2026-11-20'],
            stderr=subprocess.PIPE, text=True)
        port, log = None, []
        for line in server.stderr:
            found = re.search(r'desk: http://127.0.0.1:([0-9]+)/', line)
            if found: port = int(found.group(1)); break
        threading.Thread(target=lambda: log.extend(server.stderr), daemon=True).start()
        cookies = {}
        def call(method, path, form=None):
            connection = http.client.HTTPConnection('127.0.0.1', port, timeout=20)
            headers = {'Cookie': '; '.join(k + '=' + v for k, v in cookies.items())}
            if form is not None: headers['Content-Type'] = 'application/x-www-form-urlencoded'
            connection.request(method, path, urllib.parse.urlencode(form) if form is not None else None, headers)
            answer = connection.getresponse()
            for cookie in answer.headers.get_all('Set-Cookie') or []:
                name, value = cookie.split(';')[0].split('=', 1)
                cookies[name] = value
            return answer
        def token(text): return re.search(r'name="_token" value="([^"]+)"', text).group(1)
        result = {'health': call('GET', '/healthz').status, 'works': call('GET', '/works').status}
        page = call('GET', '/sign-in').read().decode()
        result['signed in'] = call('POST', '/sign-in', {'name': 'li', 'password': 'a long enough password',
            '_token': token(page)}).status
        case = re.search(r'<tr id="([^"]+)"', call('GET', '/works').read().decode()).group(1)
        form = call('GET', '/cases/' + case + '/steps/record_visit').read().decode()
        position = re.search(r'data-position="([0-9]+)"', form).group(1)
        live = call('GET', '/live?after=' + position)
        result['recorded'] = call('POST', '/cases/' + case + '/steps/record_visit', {'_token': token(form),
            'note': '到场', 'version': re.search(r'name="version" value="([0-9]+)"', form).group(1)}).status
        for line in live:
            if line.startswith(b'data:'):
                result['heard'] = json.loads(line[5:])['cases']
                break
        begin = time.monotonic()
        server.send_signal(signal.SIGTERM)
        result['exit'] = server.wait(timeout=20)
        result['quick'] = time.monotonic() - begin < 5
        result['case'] = case
        result['secrets in the log'] = any('long enough' in line or cookies['outerline_session'] in line for line in log)
        print(json.dumps(result))
        """

    @Test("signs in, records, tells others at once, and ends at a signal while somebody listens")
    func story() throws {
        let scratch = try Scratch()
        let city = try SampleDistrict.filedProject(in: scratch)
        let made = try Tool.shell(
            "printf 'a long enough password\\n' | '\(Self.desk)' account add '\(city)' li --person 李代表 "
                + "--role liaison_officer")
        #expect(made.status == 0, "\(made.err)")
        let result = try #require(try Python.json(Self.story, [Tool.path, city], needs: []))
        #expect(result["health"].number == 200 && result["works"].number == 303)
        #expect(result["signed in"].number == 303 && result["recorded"].number == 303)
        let heard = result["heard"][0]
        #expect(heard["case"] == result["case"] && heard["actor"].text == "李代表")
        #expect(heard["event"].text == "applicantVisited")
        #expect(result["exit"].number == 0 && result["quick"].bool == true)
        #expect(result["secrets in the log"].bool == false)
        #expect(!FileManager.default.fileExists(atPath: city + "-wal"), "the project can be handed over")
        let verified = try Tool.run(["project", "verify", city])
        #expect(verified.status == 0)
    }

    @Test("without the server's program 'serve' says how to build it")
    func missing() throws {
        let scratch = try Scratch()
        // The program alone in a folder, with its data beside it.
        let copied = try Tool.shell("cp \"$OUTERLINE\" '\(scratch.path)/outerline'")
        #expect(copied.status == 0)
        let output = try Running(
            scratch.path + "/outerline", ["serve", "city.gpkg"], folder: nil, environment: [:]
        ).wait()
        #expect(output.status == 69 && output.codes == ["WEB-616"] && output.err.contains("make desk"))
    }

    @Test("accounts are made, listed, changed and keyed on the command line")
    func accounts() throws {
        let scratch = try Scratch()
        let city = try SampleDistrict.project(in: scratch)
        func desk(_ words: String, input: String = "") throws -> Output {
            try Tool.shell("printf '\(input)' | '\(Self.desk)' account \(words)")
        }
        #expect(try desk("list '\(city)'").text.isEmpty)
        let short = try desk("add '\(city)' li --role engineer", input: "short\\n")
        #expect(short.status == 65 && short.codes == ["WEB-612"])
        let made = try desk(
            "add '\(city)' li --person 李 --role engineer --utility gas --district 370602",
            input: "a long enough password\\n")
        #expect(made.status == 0, "\(made.err)")
        #expect(try desk("list '\(city)'").lines == ["li\t李\tengineer\tgas\t370602\tenabled"])
        let twice = try desk("add '\(city)' li --role engineer", input: "a long enough password\\n")
        #expect(twice.status == 73 && twice.codes == ["WEB-610"])
        #expect(try desk("change '\(city)' li --role supervisor --all").status == 0)
        #expect(try desk("disable '\(city)' li").status == 0)
        #expect(try desk("list '\(city)'").lines == ["li\t李\tsupervisor\tall\tall\tdisabled"])
        let token = try desk("token add '\(city)' li --title export")
        #expect(token.status == 0 && token.text.hasPrefix("outerline_"))
        let listed = try desk("token list '\(city)'")
        #expect(listed.lines.count == 1 && !listed.text.contains(token.text.dropLast()))
        #expect(try desk("disable '\(city)' lee").status == 66)
        #expect(try desk("list '\(scratch.path)/none.gpkg'").status == 66)
        let file = URL(fileURLWithPath: city).deletingLastPathComponent().appendingPathComponent(
            "desk.sqlite")
        #expect(FileManager.default.fileExists(atPath: file.path))
    }
}
