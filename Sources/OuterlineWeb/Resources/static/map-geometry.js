// Geometry of the map, without a map: positions are metres of the project's own coordinate system, east first.

/// Longitude and latitude between the control points of a map: parabolas over squares of three by three.
export function lonLat(control, x, y) {
  const square = (way, count) => {
    const first = Math.min(count - 3, Math.max(0, Math.floor(way / 2) * 2));
    return [way - first, first];
  };
  const weights = (t) => [(t - 1) * (t - 2) / 2, t * (2 - t), t * (t - 1) / 2];
  const [u, column] = square((x - control.west) / control.step_x, control.columns);
  const [v, row] = square((y - control.south) / control.step_y, control.rows);
  const across = weights(u), up = weights(v);
  let longitude = 0, latitude = 0;
  for (let i = 0; i < 3; i += 1) {
    for (let j = 0; j < 3; j += 1) {
      const index = (row + i) * control.columns + column + j;
      longitude += up[i] * across[j] * control.longitudes[index];
      latitude += up[i] * across[j] * control.latitudes[index];
    }
  }
  return [longitude, latitude];
}

/// The part of a line between two chainages in metres.
export function stretch(line, from, to) {
  const points = [];
  let way = 0;
  for (let index = 1; index < line.length; index += 1) {
    const [a, b] = [line[index - 1], line[index]];
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    const at = (chainage) => {
      const t = length > 0 ? (chainage - way) / length : 0;
      return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
    };
    if (way + length >= from && way <= to) {
      if (points.length === 0) points.push(at(Math.max(from, way)));
      points.push(at(Math.min(to, way + length)));
    }
    way += length;
  }
  return points;
}

/// West, south, east and north of some features; null of none.
export function boxOf(features) {
  const numbers = features.flatMap((one) => one.geometry.coordinates.flat(Infinity));
  if (numbers.length < 2) return null;
  const [xs, ys] = [0, 1].map((side) => numbers.filter((_, index) => index % 2 === side));
  const least = (values) => values.reduce((a, b) => Math.min(a, b));
  const most = (values) => values.reduce((a, b) => Math.max(a, b));
  return [least(xs), least(ys), most(xs), most(ys)];
}

/// The box of most of some points, of which one may stand for many `cases`; null of none.
///
/// The twentieth part that lies furthest out on each side is left out, so that one place far away does not make all small.
export function boxOfMost(points) {
  if (points.length === 0) return null;
  const sides = [0, 1].map((side) => {
    const sorted = points.map((one) => [one.geometry.coordinates[side], one.properties.cases ?? 1]).sort((a, b) => a[0] - b[0]);
    const all = sorted.reduce((sum, [, cases]) => sum + cases, 0);
    const at = (share) => {
      let way = 0;
      return sorted.find(([, cases]) => (way += cases) >= share * all)[0];
    };
    return [at(0.05), at(0.95)];
  });
  return [sides[0][0], sides[1][0], sides[0][1], sides[1][1]];
}

/// Where a map has tiles, as Leaflet's corners: what is drawn with room for its signs, within the grid.
///
/// Null where nothing is drawn.
export function groundOf({ extent, corner: [left, top], resolutions, tile_size: pixels }) {
  if (!extent) return null;
  const [west, south, east, north] = extent;
  const whole = resolutions[0] * pixels;
  const right = left + Math.max(1, Math.ceil((east - left) / whole)) * whole;
  const foot = top - Math.max(1, Math.ceil((top - south) / whole)) * whole;
  return [
    [Math.max(south - 500, foot), Math.max(west - 500, left)],
    [Math.min(north + 500, top), Math.min(east + 500, right)],
  ];
}
