/// How the page of the works is laid out, and the addresses that lay it out otherwise.
struct WorksLayout: Sendable {
    var view: String
    var pane: String
    /// Other ways to lay it out.
    var views: [Choice]
    /// What a narrow screen shows one at a time.
    var tabs: [Choice]
    var isSplit: Bool
    /// The same without the case that is looked at, and without a filter.
    var closeAddress: String
    var resetAddress: String
    var css: String
    /// Nil where the list stands alone.
    var map: MapFrame?

    struct Choice: Sendable, Hashable {
        var name: String
        var text: String
        var address: String
        var isChosen: Bool
    }

    init(_ request: WorklistRequest, _ desk: DeskRequest) {
        let phrases = desk.phrases
        view = request.view.rawValue
        pane = request.pane.rawValue
        isSplit = request.view == .split
        views = WorksView.allCases.map { view in
            Choice(
                name: view.rawValue, text: phrases["view_\(view.rawValue)"],
                address: request.address("view", view == .split ? nil : view.rawValue),
                isChosen: view == request.view)
        }
        tabs = WorksPane.allCases.map { pane in
            Choice(
                name: pane.rawValue, text: phrases["pane_\(pane.rawValue)"],
                address: request.address("pane", pane.rawValue), isChosen: pane == request.pane)
        }
        closeAddress = request.address("case", nil)
        resetAddress = request.view == .split ? "/works" : "/works?view=\(request.view.rawValue)"
        css = desk.site.assets.address("works.css")
        map = request.view == .table ? nil : MapFrame(desk, script: "works.js")
    }
}

extension WorklistRequest {
    /// The case to be looked at beside the list; the list alone leads to the pages of cases.
    var shownCase: String? { view == .table ? nil : caseID }

    /// The same works with one field of the address set, or taken out.
    func address(_ name: String, _ value: String?) -> String {
        let query = values.with(name, value).encoded
        return query.isEmpty ? "/works" : "/works?\(query)"
    }

    /// Where a line of the list leads.
    func address(of id: String) -> String {
        view == .table ? Links.caseAddress(id) : address("case", id)
    }
}
