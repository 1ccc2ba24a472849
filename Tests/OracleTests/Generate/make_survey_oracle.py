#!/usr/bin/env python3
"""Writes the tables of the survey oracle: a synthetic scene, and what Shapely measures in it.

    pip install shapely==2.2.0 numpy
    python3 make_survey_oracle.py ../Tables

Everything is made up from a seed; no place of the scene exists. Coordinates lie where EPSG:4549 has Yantai.
"""

import datetime
import math
import pathlib
import sys

import numpy as np
import shapely
from shapely import affinity
from shapely.geometry import LineString, Point, Polygon, box
from shapely.ops import nearest_points, substring, unary_union

SEED = 20260
ORIGIN = (623_000.0, 4_157_000.0)
TURN = 12.0  # degrees, so that no edge is parallel to an axis
BLOCKS = 6
PITCH = 105.0  # from street axis to street axis
STRIP = {"water": 3.0, "gas": 2.0, "heat": 4.5}  # full widths in metres
LEAST_AREA = 0.01  # where only the strip touches, smaller areas are not listed

rng = np.random.default_rng(SEED)


def placed(geometry):
    """Turned, moved to its place on the map and rounded to the millimetre."""
    moved = affinity.translate(affinity.rotate(geometry, TURN, origin=(0, 0)), *ORIGIN)
    return shapely.transform(moved, lambda xy: np.round(xy, 3))


def streets():
    """Segments between junctions and junction squares that overlap them; both carry the road's id."""
    found = []
    for line in range(BLOCKS + 1):
        half = 9.0 if line % 3 == 0 else 5.5
        for across in (False, True):
            road = f"{'NS' if across else 'EW'}{line}"
            at = line * PITCH
            for block in range(BLOCKS):
                start, end = block * PITCH + 4, (block + 1) * PITCH - 4
                # One street in four is cut along its middle: its two halves share an edge.
                halves = [(-half, 0.0), (0.0, half)] if line % 4 == 1 else [(-half, half)]
                for low, high in halves:
                    found.append((road, swap(box(start, at + low, end, at + high), across)))
            for node in range(BLOCKS + 1):
                reach = half + rng.uniform(1, 4)
                found.append((road, swap(box(node * PITCH - reach, at - half, node * PITCH + reach, at + half), across)))
    return found


def swap(shape, across):
    return shapely.transform(shape, lambda xy: xy[:, ::-1]) if across else shape


def block_features(column, row):
    """Plots, buildings and greens of one block; plots share edges, greens share the kerb's or a plot's."""
    west, south = column * PITCH + 9.5, row * PITCH + 9.5
    east, north = (column + 1) * PITCH - 9.5, (row + 1) * PITCH - 9.5
    plots, buildings, greens = [], [], []
    xs = [west, *np.sort(rng.uniform(west + 12, east - 12, 3)), east]
    middle = rng.uniform(south + 30, north - 30)
    for left, right in zip(xs, xs[1:]):
        if right - left < 6:
            continue
        bend = rng.uniform(-6, 6)
        shared = [(left, middle), ((left + right) / 2, middle + bend), (right, middle)]
        for ring in ([(left, south), (right, south), *shared[::-1]], [*shared, (right, north), (left, north)]):
            plot = Polygon(ring)
            if rng.random() < 0.12 and right - left > 20:
                centre = plot.representative_point()
                plot = plot.difference(box(centre.x - 2, centre.y - 3, centre.x + 3, centre.y + 2))
            plots.append(plot)
            house = plot.buffer(-rng.uniform(3, 7), join_style="mitre")
            if not house.is_empty and house.geom_type == "Polygon" and house.area > 30:
                if rng.random() < 0.3:
                    house = house.difference(house.buffer(-4, join_style="mitre"))
                buildings.append(house)
    # A strip along the south side, flush with the plots; slivers; a park over it all with a hole.
    greens.append(box(west, south - rng.uniform(1, 3.5), east, south))
    for _ in range(2):
        at = rng.uniform(west, east)
        greens.append(Polygon([(at, south - 9), (at + rng.uniform(2e-3, 0.05), south + 5), (at + 0.03, north)]))
    if (column + row) % 4 == 0:
        centre = Point(rng.uniform(west, east), rng.uniform(south, north))
        greens.append(centre.buffer(rng.uniform(10, 25), 5).difference(centre.buffer(5, 4)))
    return plots, buildings, greens


def mains():
    """Water in every street, gas in every second one, heat in two; beside the axis, with bends, some crossing blocks."""
    found = []
    for line in range(BLOCKS + 1):
        for across in (False, True):
            at, end = line * PITCH, BLOCKS * PITCH
            stations = np.linspace(-10, end + 10, 6)
            for utility, used in (("water", True), ("gas", line % 2 == 0), ("heat", line == 2)):
                if used:
                    offset = {"water": -2.5, "gas": 2.0, "heat": 4.0}[utility]
                    points = [(x, at + offset + rng.uniform(-1, 1)) for x in stations]
                    found.append((utility, swap(LineString(points), across)))
    for utility in STRIP:
        for _ in range(2):
            a, b = rng.uniform(0, BLOCKS * PITCH, (2, 2))
            found.append((utility, LineString([a, a + (b - a) * 0.4 + rng.uniform(-5, 5, 2), b])))
    return found


def scene():
    features = []
    for number, (road, shape) in enumerate(streets()):
        features.append(("roads", f"r{number}", road, placed(shape)))
    count = {"plots": 0, "buildings": 0, "greens": 0}
    for column in range(BLOCKS):
        for row in range(BLOCKS):
            for layer, shapes in zip(count, block_features(column, row)):
                for shape in shapes:
                    shape = placed(shape)
                    if shape.is_valid and shape.geom_type == "Polygon" and shape.area > 0:
                        features.append((layer, f"{layer[0]}{count[layer]}", "", shape))
                        count[layer] += 1
    for number, (utility, shape) in enumerate(mains()):
        features.append(("mains", f"m{number}", utility, placed(shape)))
    return features


def groups(features, layer):
    """The polygons of one road together, every other feature by itself."""
    found = {}
    for name, feature, road, shape in features:
        if name == layer:
            found.setdefault(road or feature, []).append(shape)
    return [unary_union(shapes) for shapes in found.values()]


class Layer:
    def __init__(self, shapes):
        self.shapes = shapes
        self.tree = shapely.STRtree(shapes)

    def near(self, geometry):
        return [self.shapes[i] for i in self.tree.query(geometry)]

    def length(self, line):
        """Metres of a line in the interior of at least one shape, by chainage."""
        total, reached = 0.0, -math.inf
        for low, high in sorted(span for shape in self.near(line) for span in stretches(line, shape)):
            total += max(0.0, high - max(low, reached))
            reached = max(reached, high)
        return total

    def area(self, line, width):
        """Square metres of the strip in each shape; each stretch owns it up to half way to the next."""
        total = 0.0
        for shape in self.near(line.buffer(5 * width)):
            spans = stretches(line, shape)
            cuts = [0, *((a[1] + b[0]) / 2 for a, b in zip(spans, spans[1:])), line.length]
            area = sum(
                substring(line, low, high)
                .buffer(width / 2, cap_style="flat", join_style="mitre", mitre_limit=5)
                .intersection(shape).area
                for low, high in zip(cuts, cuts[1:])
            )
            total += area if spans or area >= LEAST_AREA else 0
        return total


def stretches(line, shape):
    """The chainages between which a line lies inside a shape, in order; a part on the border is a touch."""
    spans = []
    for part in shapely.get_parts(line.intersection(shape)):
        if part.geom_type == "LineString" and part.length > 1e-9:
            if shape.boundary.distance(part.interpolate(0.5, normalized=True)) > 1e-6:
                ends = [line.project(Point(part.coords[0])), line.project(Point(part.coords[-1]))]
                spans.append((min(ends), max(ends)))
    joined = []
    for low, high in sorted(spans):
        if joined and low - joined[-1][1] <= 1e-6:
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        else:
            joined.append((low, high))
    return [span for span in joined if span[1] - span[0] >= 1e-3]


def header(title, columns):
    today = datetime.date.today().isoformat()
    return (
        f"# {title}\n# generator: Generate/make_survey_oracle.py, seed {SEED}; synthetic, no real place\n"
        f"# tool: Shapely {shapely.__version__}, GEOS {shapely.geos_version_string}, NumPy {np.__version__}; {today}\n"
        f"# metres of EPSG:4549, east first\n{columns}\n"
    )


def wkt(shape):
    return shapely.to_wkt(shape, rounding_precision=3, trim=True).replace(", ", ",")


def exact(*numbers):
    return ",".join(repr(float(number)) for number in numbers)


def short(*numbers):
    return ",".join(f"{number:.6f}" for number in numbers)


def main():
    target = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "../Tables")
    features = scene()
    with open(target / "scene.csv", "w") as out:
        out.write(header("features; key is the road's id or the main's utility", "layer,id,key,wkt"))
        for layer, feature, key, shape in features:
            out.write(f"{layer},{feature},{key},{wkt(shape)}\n")

    layers = {name: Layer(groups(features, name)) for name in ("roads", "greens", "buildings")}
    names = list(layers)
    columns = ",".join([f"{name}_m" for name in names] + [f"{name}_m2" for name in names])
    with open(target / "branches.csv", "w") as out:
        out.write(header("straight branches, what they cross and what their strips disturb",
                         f"plot,utility,strip_m,distance_m,start_x,start_y,end_x,end_y,{columns}"))
        for utility, width in STRIP.items():
            lines = [shape for name, _, key, shape in features if name == "mains" and key == utility]
            for name, feature, _, plot in features:
                if name != "plots":
                    continue
                source = min(lines, key=plot.distance)
                distance = plot.distance(source)
                start, end = nearest_points(source, plot) if distance > 0 else (plot.representative_point(),) * 2
                line = LineString([start, end])
                lengths = [layers[n].length(line) if distance > 0 else 0 for n in names]
                areas = [layers[n].area(line, width) if distance > 0 else 0 for n in names]
                ends = exact(start.x, start.y, end.x, end.y) if distance > 0 else ",,,"
                out.write(f"{feature},{utility},{width},{short(distance)},{ends},{short(*lengths, *areas)}\n")

    with open(target / "routes.csv", "w") as out:
        out.write(header("bent routes over the whole scene; strips with mitred bends", f"strip_m,{columns},wkt"))
        for number in range(120):
            width = [1.2, 3.0, 6.0][number % 3]
            points = [rng.uniform(-20, BLOCKS * PITCH + 20, 2)]
            turn = rng.uniform(0, 2 * math.pi)
            for _ in range(2 + number % 4):
                turn += rng.uniform(-1.2, 1.2)  # no hairpins, whose strip would overlap itself
                points.append(points[-1] + rng.uniform(20, 150) * np.array([math.cos(turn), math.sin(turn)]))
            line = placed(LineString(points))
            if not line.is_simple:
                continue
            lengths = [layers[n].length(line) for n in names]
            areas = [layers[n].area(line, width) for n in names]
            out.write(f"{width},{short(*lengths, *areas)},{wkt(line)}\n")


main()
