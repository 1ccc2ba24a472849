import Drawing

/// Puts labels beside points so that they meet neither points nor one another.
struct ChartLabels {
    let x: Double
    let y: Double
    let width: Double
    let height: Double
    /// Points that no label may cover.
    let taken: [Spot]
    private(set) var boxes: [(x: Double, y: Double, width: Double, height: Double)] = []

    init(x: Double, y: Double, width: Double, height: Double, taken: [Spot]) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
        self.taken = taken
    }

    mutating func draw(_ text: String, at spot: Spot, _ canvas: Canvas) {
        let style = TextStyle(2.6, halo: .white)
        let limit = min(width * 0.6, 60)
        let size = canvas.measure(text, style)
        let wraps = size.width > limit
        let box = wraps ? canvas.measure(text, style, width: limit) : size
        let boxWidth = wraps ? limit : size.width
        var best: (cost: Double, x: Double, y: Double)?
        for ring in 0..<6 {
            let away = 3.0 + Double(ring) * 3.5
            let places = [
                (spot.x + away, spot.y - box.height / 2), (spot.x - away - boxWidth, spot.y - box.height / 2),
                (spot.x - boxWidth / 2, spot.y - away - box.height), (spot.x - boxWidth / 2, spot.y + away),
                (spot.x + away * 0.7, spot.y - away * 0.7 - box.height),
                (spot.x + away * 0.7, spot.y + away * 0.7),
                (spot.x - away * 0.7 - boxWidth, spot.y - away * 0.7 - box.height),
                (spot.x - away * 0.7 - boxWidth, spot.y + away * 0.7),
            ]
            for (index, place) in places.enumerated() {
                let cost = clash(place.0, place.1, boxWidth, box.height) * 100 + Double(ring * 8 + index)
                if cost < best?.cost ?? .infinity { best = (cost, place.0, place.1) }
            }
        }
        guard let best else { return }
        if best.cost >= 8 {
            let near = Spot(
                min(max(spot.x, best.x), best.x + boxWidth), min(max(spot.y, best.y), best.y + box.height))
            canvas.stroke([spot, near], Pen(.grey(0.5), 0.12))
        }
        canvas.text(text, at: Spot(best.x, best.y), style, width: wraps ? limit : nil)
        boxes.append((best.x, best.y, boxWidth, box.height))
    }

    /// How many things a box would cover; leaving the frame counts most.
    private func clash(_ left: Double, _ top: Double, _ wide: Double, _ high: Double) -> Double {
        var count = 0.0
        if left < x + 0.5 || top < y + 0.5 || left + wide > x + width - 0.5 || top + high > y + height - 0.5 {
            count += 5
        }
        for box in boxes
        where left < box.x + box.width && box.x < left + wide && top < box.y + box.height
            && box.y < top + high
        {
            count += 2
        }
        for spot in taken
        where spot.x > left - 1.5 && spot.x < left + wide + 1.5 && spot.y > top - 1.5
            && spot.y < top + high + 1.5
        {
            count += 1
        }
        return count
    }
}
