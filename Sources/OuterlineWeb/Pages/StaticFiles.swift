import HTTPTypes
import Hummingbird
import Ledger
import NIOCore
import Outerline
import Vocabulary

/// Files of the desk itself.
enum StaticFiles {
    static let icon = "icon.svg"

    @Sendable static func serve(_ desk: DeskRequest) async throws -> Response {
        try serve(desk.parameter("name"), desk)
    }

    /// The icon at the address where browsers look for it beside drawings and documents, which cannot name one.
    @Sendable static func serveIcon(_ desk: DeskRequest) async throws -> Response { try serve(icon, desk) }

    private static func serve(_ name: String, _ desk: DeskRequest) throws -> Response {
        guard let asset = desk.site.assets[name] else {
            throw Problem(.noSuchPage, "there is no such file")
        }
        return answer(asset, desk)
    }

    /// A file, or that it is still the one the browser has.
    static func answer(_ asset: Assets.Asset, _ desk: DeskRequest) -> Response {
        let tag = "\"\(asset.hash.prefix(32))\""
        // An address with the hash of what it names stays true for good.
        let isNamed = desk.query["v"].map { !$0.isEmpty && asset.hash.hasPrefix($0) } ?? false
        let keep = isNamed ? "public, max-age=31536000, immutable" : "no-cache"
        var headers: HTTPFields = [.contentType: asset.type, .eTag: tag, .cacheControl: keep]
        if desk.head.headerFields[.ifNoneMatch] == tag {
            headers[.contentType] = nil
            return Response(status: .notModified, headers: headers)
        }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: asset.bytes))
    }
}

/// What the machine that watches the desk asks.
enum Probes {
    struct Health: Encodable, Sendable {
        var status: String
        var version: String
    }

    /// The process answers.
    @Sendable static func health(_ desk: DeskRequest) async throws -> Response {
        Response.json(Health(status: "ok", version: Version.number))
    }

    /// The project and the accounts can be read.
    @Sendable static func readiness(_ desk: DeskRequest) async throws -> Response {
        struct Readiness: Encodable, Sendable {
            var status: String
            var log: Int
        }
        let host = desk.site.host
        let position = try await host.block {
            _ = try host.accounts.tokens(of: "")
            return try host.project.project(actor: "probe").logPosition().sequence
        }
        return Response.json(Readiness(status: "ready", log: position))
    }
}
