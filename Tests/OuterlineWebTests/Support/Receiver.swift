import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Vocabulary

/// A server on this machine that takes what webhooks send, and answers as it is told.
final class Receiver: Sendable {
    struct Delivery: Sendable {
        var body: Data
        var signature: String
        var delivery: String
        var target: String
    }

    private let taken = Guarded<[Delivery]>([])
    private let status = Guarded(200)

    var deliveries: [Delivery] { taken.withLock { $0 } }
    func answer(_ code: Int) { status.withLock { $0 = code } }

    /// Serves while `body` runs, which is told `127.0.0.1:port`.
    func serve(_ body: @escaping @Sendable (String) async throws -> Void) async throws {
        let router = Router()
        router.post("/changes") { request, _ -> Response in
            let buffer = try await request.body.collect(upTo: 1 << 20)
            func field(_ name: String) -> String {
                HTTPField.Name(name).flatMap { request.headers[$0] } ?? ""
            }
            let delivery = Delivery(
                body: Data(buffer.readableBytesView), signature: field("Outerline-Signature"),
                delivery: field("Outerline-Delivery"), target: request.uri.string)
            self.taken.withLock { $0.append(delivery) }
            return Response(status: HTTPResponse.Status(code: self.status.withLock { $0 }))
        }
        var logger = Logger(label: "receiver") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        let (ports, running) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                running.yield(channel.localAddress?.port ?? 0)
                running.finish()
            }, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            for await port in ports { try await body("127.0.0.1:\(port)") }
            group.cancelAll()
        }
    }
}
