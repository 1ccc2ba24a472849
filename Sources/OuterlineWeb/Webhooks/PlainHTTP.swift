import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// A request over plain HTTP/1.1: one connection, one answer, no redirections, no proxies.
enum PlainHTTP {
    struct NoAnswer: Error {}

    /// Posts `body` and tells the status of the answer; what else is answered is not read.
    ///
    /// - Throws: ``NoAnswer`` after `limit`, and what the connection fails with.
    static func post(
        _ body: Data, to address: WebhookAddress, _ fields: [(String, String)], within limit: Duration
    ) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { group in
            group.addTask { try await exchange(body, address, fields) }
            group.addTask {
                try await Task.sleep(for: limit)
                throw NoAnswer()
            }
            defer { group.cancelAll() }
            guard let status = try await group.next() else { throw NoAnswer() }
            return status
        }
    }

    private static func exchange(
        _ body: Data, _ address: WebhookAddress, _ fields: [(String, String)]
    ) async throws -> Int {
        let connection = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.seconds(5))
            .connect(host: address.host, port: address.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    return try NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>(
                        wrappingChannelSynchronously: channel)
                }
            }
        return try await connection.executeThenClose { inbound, outbound in
            let host = address.host.contains(":") ? "[\(address.host)]" : address.host
            var headers = HTTPHeaders(fields)
            headers.add(name: "Host", value: "\(host):\(address.port)")
            headers.add(name: "Content-Length", value: "\(body.count)")
            headers.add(name: "Connection", value: "close")
            let head = HTTPRequestHead(
                version: .http1_1, method: .POST, uri: address.target, headers: headers)
            try await outbound.write(.head(head))
            try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: body))))
            try await outbound.write(.end(nil))
            for try await part in inbound {
                if case .head(let head) = part, head.status.code >= 200 { return Int(head.status.code) }
            }
            throw NoAnswer()
        }
    }
}
