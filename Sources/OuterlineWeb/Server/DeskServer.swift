import Hummingbird
import Logging
import NIOCore
import Outerline
import ServiceLifecycle
import Vocabulary

/// The desk as a running server.
public struct DeskServer: Sendable {
    let site: Site
    let address: String
    let port: Int
    let logger: Logger

    /// - Parameters:
    ///   - address: `127.0.0.1` serves this machine only.
    ///   - port: 0 takes one that is free.
    public init(_ site: Site, address: String = "127.0.0.1", port: Int, logger: Logger) {
        self.site = site
        self.address = address
        self.port = port
        self.logger = logger
    }

    /// Serves until SIGTERM or SIGINT: no new connection is taken, streams end, requests under way are answered.
    ///
    /// - Parameter onRunning: told the port when the server takes requests.
    /// - Throws: ``Problem`` `WEB-617` if it cannot listen there.
    public func run(onRunning: @escaping @Sendable (Int) async -> Void = { _ in }) async throws {
        let router = site.router()
        let port = port
        let application = Application(
            router: router,
            configuration: .init(address: .hostname(address, port: port), serverName: nil),
            services: [site.changes, site.webhooks],
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? port) },
            logger: logger)
        do {
            try await application.runService()
        } catch let error as IOError {
            throw Problem(
                .listenFailed, "cannot listen on \(address):\(port): \(error)",
                help: "another program may use the port; choose one with --port")
        }
        try await site.host.close()
    }
}
