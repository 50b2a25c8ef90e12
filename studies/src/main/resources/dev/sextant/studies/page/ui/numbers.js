// SPDX-License-Identifier: Apache-2.0
// What pictures compute from columns of trials. Pure.

/** Whether the first of two values is better. */
export function isBetter(value, than, minimize) {
  return minimize ? value < than : value > than;
}

/**
 * The best value so far, in the order of the trials' numbers, at the trials where it changed.
 *
 * @param {{number: number, value: ?number, counts: boolean}[]} trials ascending by number
 * @returns {{number: number, value: number}[]}
 */
export function bestSoFar(trials, minimize) {
  const steps = [];
  for (const trial of trials) {
    if (!trial.counts || !Number.isFinite(trial.value)) continue;
    const last = steps[steps.length - 1];
    if (!last || isBetter(trial.value, last.value, minimize)) steps.push({ number: trial.number, value: trial.value });
  }
  return steps;
}

/**
 * The empirical distribution: at each value the share of values that are not worse, the best first. At most so many
 * points; between them the step is drawn.
 *
 * @returns {[number, number][]} value and share, the shares ascending to 1
 */
export function empiricalDistribution(values, minimize, most = 400) {
  const sorted = Float64Array.from(values.filter(value => Number.isFinite(value))).sort();
  if (!minimize) sorted.reverse();
  const steps = [];
  const stride = Math.max(1, Math.floor(sorted.length / most));
  for (let index = 0; index < sorted.length; index++) {
    if (index + 1 < sorted.length && sorted[index + 1] === sorted[index]) continue;
    if (index % stride !== 0 && index !== sorted.length - 1) continue;
    steps.push([sorted[index], (index + 1) / sorted.length]);
  }
  return steps;
}

/**
 * Which of so many rows are drawn: the first half of the room by rank, the rest of it evenly from the others. The same
 * rows every time.
 *
 * @param {number[]} rows in rank order
 * @param {number} most
 */
export function sampledRows(rows, most) {
  if (rows.length <= most) return rows;
  const first = Math.floor(most / 2);
  const kept = rows.slice(0, first);
  const stride = (rows.length - first) / (most - first);
  for (let index = 0; index < most - first; index++) kept.push(rows[first + Math.floor(index * stride)]);
  return kept;
}

/** The median of finite values; NaN where there are none. */
export function medianOf(values) {
  const sorted = Float64Array.from(values.filter(value => Number.isFinite(value))).sort();
  if (sorted.length === 0) return NaN;
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * The points of a level line over a grid of heights, by marching squares, as short pieces.
 *
 * @param {number[]} xs columns' coordinates
 * @param {number[]} ys rows' coordinates
 * @param {number[][]} heights row by row
 * @returns {[number, number, number, number][]} x, y of one end, x, y of the other
 */
export function levelLine(xs, ys, heights, level) {
  const pieces = [];
  for (let row = 0; row + 1 < ys.length; row++)
    for (let column = 0; column + 1 < xs.length; column++) {
      const corners = [
        [xs[column], ys[row], heights[row][column]],
        [xs[column + 1], ys[row], heights[row][column + 1]],
        [xs[column + 1], ys[row + 1], heights[row + 1][column + 1]],
        [xs[column], ys[row + 1], heights[row + 1][column]],
      ];
      const crossings = [];
      for (let side = 0; side < 4; side++) {
        const [x, y, height] = corners[side];
        const [nextX, nextY, nextHeight] = corners[(side + 1) % 4];
        if (height < level === nextHeight < level) continue;
        const share = (level - height) / (nextHeight - height);
        crossings.push([x + (nextX - x) * share, y + (nextY - y) * share]);
      }
      for (let pair = 0; pair + 1 < crossings.length; pair += 2)
        pieces.push([...crossings[pair], ...crossings[pair + 1]]);
    }
  return pieces;
}
