import Hummingbird
import NIOCore
import Testing
import Vocabulary

@testable import OuterlineWeb

@Suite("Answers that are kept")
struct KeptAnswersTests {
    private func response(_ length: Int) -> Response {
        Response(
            status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(repeating: 65, count: length)))
    }

    @Test("the same tag and address give the answer again; another of either does not")
    func again() {
        let kept = KeptAnswers()
        kept.keep(response(10), "tag", "/works", at: 5)
        #expect(kept.answer("tag", "/works")?.body.contentLength == 10)
        #expect(kept.answer("tag", "/works?q=1") == nil)
        #expect(kept.answer("other", "/works") == nil)
    }

    @Test("a log that has grown forgets what was before, and what was before is not kept after it")
    func growth() {
        let kept = KeptAnswers()
        kept.keep(response(10), "old", "/works", at: 5)
        kept.keep(response(10), "new", "/works", at: 6)
        kept.keep(response(10), "old", "/due", at: 5)
        #expect(kept.answer("old", "/works") == nil)
        #expect(kept.answer("old", "/due") == nil)
        #expect(kept.answer("new", "/works") != nil)
    }

    @Test("large answers are not kept, and all together stay below the limit")
    func limits() {
        let kept = KeptAnswers()
        kept.keep(response(KeptAnswers.largest + 1), "tag", "/large", at: 1)
        #expect(kept.answer("tag", "/large") == nil)
        let most = KeptAnswers.mostBytes / KeptAnswers.largest
        for number in 0..<(most + 5) { kept.keep(response(KeptAnswers.largest), "tag", "/\(number)", at: 1) }
        let left = (0..<(most + 5)).filter { kept.answer("tag", "/\($0)") != nil }
        #expect(!left.isEmpty && left.count <= most)
    }

    @Test("many who ask at once wait for one answer; an error is told to all and not kept")
    func together() async throws {
        let kept = KeptAnswers()
        let made = Guarded(0)
        let lengths = try await withThrowingTaskGroup(of: Int?.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    try await kept.answer("tag", "/works", at: 1) {
                        made.withLock { $0 += 1 }
                        try await Task.sleep(for: .milliseconds(20))
                        return Response(
                            status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: "seven77")))
                    }.body.contentLength
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(lengths == Array(repeating: 7, count: 50))
        #expect(made.withLock { $0 } == 1)
        for _ in 0..<2 {
            await #expect(throws: CancellationError.self) {
                _ = try await kept.answer("tag", "/broken", at: 1) {
                    made.withLock { $0 += 1 }
                    throw CancellationError()
                }
            }
        }
        #expect(made.withLock { $0 } == 3)
    }

    @Test("an answer whose length is not known is not kept")
    func stream() {
        let kept = KeptAnswers()
        kept.keep(Response(status: .ok, body: ResponseBody { _ in }), "tag", "/live", at: 1)
        #expect(kept.answer("tag", "/live") == nil)
    }
}
