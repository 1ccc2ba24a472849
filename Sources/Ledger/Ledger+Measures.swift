import Coordinator
import GRDB
import Vocabulary

extension Ledger {
    /// What the indicators need of every case a filter admits (its lamp and holder apart), in order of the bytes of
    /// its id.
    ///
    /// - Complexity: O(cases + spans); no event is read.
    public func measures(_ filter: ViewFilter = ViewFilter()) throws -> [CaseMeasure] {
        var filter = filter
        filter.light = nil
        // Without a lamp the terms depend on no day.
        let terms = filter.terms(on: Day(number: 0))
        return try tables { db in
            let spans = try Row.fetchCursor(
                db,
                sql: """
                    SELECT "case", track, name, permit, after_on, through_on FROM case_spans
                    ORDER BY "case", track, name, permit, after_on, through_on
                    """)
            var next = try spans.next()
            let request: SQLRequest<Row> = "SELECT * FROM cases WHERE \(terms) ORDER BY id"
            let rows = try request.fetchCursor(db)
            var measures: [CaseMeasure] = []
            while let row = try rows.next() {
                let id: String = row["id"]
                var own: [CaseSpan] = []
                // Both come in the order of bytes; spans of cases the filter left out are passed over.
                while let span = next, let owner = span[0] as String?,
                    !id.utf8.lexicographicallyPrecedes(owner.utf8)
                {
                    if owner == id, let read = CaseSpan(span) { own.append(read) }
                    next = try spans.next()
                }
                if let measure = CaseMeasure(row, own) { measures.append(measure) }
            }
            return measures
        }
    }
}

extension CaseSpan {
    fileprivate init?(_ row: Row) {
        guard let track = (row[1] as String?).flatMap(CaseSpan.Track.init), let name = row[2] as String?,
            let after = (row[4] as String?).flatMap({ Day($0) })
        else { return nil }
        self.init(
            track: track, name: name, permit: (row[3] as String?).flatMap { PermitID($0) }, after: after,
            through: (row[5] as String?).flatMap { Day($0) })
    }
}

extension CaseMeasure {
    fileprivate init?(_ row: Row, _ spans: [CaseSpan]) {
        guard let own = CaseRow(row) else { return nil }
        self.init(
            caseID: own.caseID, stage: own.stage, district: own.district, company: own.company,
            acceptedOn: own.acceptedOn, budgetDays: own.budgetDays, due: own.due,
            valveOpenedOn: row.day("valve_opened_on"), visits: row["visits"] ?? 0, permits: own.permits,
            permitsOpen: own.permitsOpen, documents: row["documents"] ?? 0, steps: own.stages.count,
            fees: row["fees"] ?? 0, spans: spans)
    }
}
