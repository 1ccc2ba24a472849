import Hummingbird

extension Site {
    /// The router of the desk: nothing is served that is not in the table.
    func router(_ table: [Endpoint] = RouteTable.all) -> Router<DeskContext> {
        let router = Router(context: DeskContext.self, options: [.autoGenerateHeadEndpoints])
        router.add(middleware: DeskMiddleware(site: self))
        for endpoint in table {
            let gate = Gate(site: self, endpoint: endpoint)
            router.on(RouterPath(endpoint.path), method: endpoint.method) { request, context in
                context.notes["endpoint"] = endpoint.name
                return try await gate.respond(to: request, context)
            }
        }
        return router
    }
}
