import HTTPTypes
import Hummingbird
import Outerline
import Vocabulary

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
        refuseOtherMethods(router, table)
        return router
    }

    /// An address that exists answers other methods with 405 and those it takes.
    private func refuseOtherMethods(_ router: Router<DeskContext>, _ table: [Endpoint]) {
        let methods: [HTTPRequest.Method] = [.get, .post, .put, .patch, .delete]
        for (path, endpoints) in Dictionary(grouping: table, by: \.path) {
            let taken = Set(endpoints.map(\.method))
            let allowed = (taken.contains(.get) ? ["HEAD"] : []) + taken.map(\.rawValue)
            let allow = allowed.sorted().joined(separator: ", ")
            for method in methods where !taken.contains(method) {
                router.on(RouterPath(path), method: method) { _, context -> Response in
                    context.notes["allow"] = allow
                    throw Problem(
                        .methodRefused, "the address does not take \(method.rawValue)",
                        help: "it takes: \(allow)")
                }
            }
        }
    }
}
