// SPDX-License-Identifier: Apache-2.0
// A line over epochs, with axes, as a drawing: a trial's page has several and needs no library for them.

import { drawn, make } from "./dom.js";
import { figureText } from "./format.js";

const WIDEST = 560;
const NARROWEST = 260;
const HEIGHT = 220;

/** What the page leaves at its sides. */
const MARGINS = 48;
const LEFT = 64;
const RIGHT = 12;
const TOP = 12;
const BOTTOM = 42;

/** Values that span more than this factor are drawn over a logarithmic axis. */
const DECADES_FACTOR = 20;
const POINTS = 600;

/**
 * A line.
 *
 * @param {string} title what is drawn, for people who see it and for those who do not
 * @param {number[]} epochs
 * @param {(?number)[]} values
 * @param {{mark?: ?number, thresholds?: {epoch: number, threshold: ?number, missed: boolean}[]}} [more] mark: an epoch
 * @returns {HTMLElement} a figure
 */
export function lineChart(title, epochs, values, { mark = null, thresholds = [] } = {}) {
  const points = epochs.map((epoch, index) => [epoch, values[index]]).filter(([, value]) => Number.isFinite(value));
  if (points.length === 0)
    return make("figure", { class: "live-figure" }, make("figcaption", {}, title), make("p", { class: "note" }, "There is no value that could be drawn."));
  const steps = thresholds.filter(step => Number.isFinite(step.threshold));
  const all = [...points.map(([, value]) => value), ...steps.map(step => step.threshold)];
  const low = least(all);
  const high = -least(all.map(value => -value));
  const log = low > 0 && high / low > DECADES_FACTOR;
  // As wide as there is room, so that its letters keep their size.
  const width = Math.max(NARROWEST, Math.min(WIDEST, document.documentElement.clientWidth - MARGINS));
  const [bottom, top] = padded(log ? Math.log10(low) : low, log ? Math.log10(high) : high);
  const first = points[0][0];
  const last = Math.max(points[points.length - 1][0], first + 1);
  const x = epoch => LEFT + (epoch - first) / (last - first) * (width - LEFT - RIGHT);
  const y = value => HEIGHT - BOTTOM - ((log ? Math.log10(value) : value) - bottom) / (top - bottom) * (HEIGHT - TOP - BOTTOM);
  const parts = [];
  for (const tick of ticks(bottom, top, 5, log)) {
    const at = y(log ? 10 ** tick : tick);
    parts.push(drawn("line", { class: "live-grid", x1: LEFT, x2: width - RIGHT, y1: at, y2: at }),
      drawn("text", { class: "live-tick", x: LEFT - 6, y: at + 4, "text-anchor": "end" }, figureText(log ? 10 ** tick : tick, 3)));
  }
  for (const tick of ticks(first, last, 6, false))
    if (Number.isInteger(tick)) parts.push(drawn("text", { class: "live-tick", x: x(tick), y: HEIGHT - BOTTOM + 17, "text-anchor": "middle" }, String(tick)));
  parts.push(drawn("text", { class: "live-tick", x: (LEFT + width - RIGHT) / 2, y: HEIGHT - 6, "text-anchor": "middle" }, "epoch"));
  for (const step of steps)
    parts.push(drawn("path", { class: step.missed ? "live-step live-missed" : "live-step", d: `M${x(step.epoch) - 9},${y(step.threshold)}h18` }));
  parts.push(drawn("polyline", {
    class: "live-line", points: thinned(points).map(([epoch, value]) => x(epoch).toFixed(1) + "," + y(value).toFixed(1)).join(" "),
  }));
  if (points.length === 1) parts.push(drawn("circle", { class: "live-mark", cx: x(points[0][0]), cy: y(points[0][1]), r: 4 }));
  const marked = points.find(([epoch]) => epoch === mark);
  if (marked) parts.push(drawn("circle", { class: "live-mark", cx: x(marked[0]), cy: y(marked[1]), r: 4.5 }));
  const words = `${title}: from ${figureText(points[0][1])} at epoch ${points[0][0]} to ${figureText(points[points.length - 1][1])} at epoch ${points[points.length - 1][0]}`
    + (marked ? `, best ${figureText(marked[1])} at epoch ${marked[0]}` : "");
  return make("figure", { class: "live-figure" },
    make("figcaption", {}, title, log ? " (logarithmic)" : ""),
    drawn("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, role: "img", "aria-label": words }, ...parts),
    ...(steps.length > 0 ? [make("p", { class: "note" }, "Dashes: what it had to reach there; red where it did not.")] : []));
}

function least(values) {
  return values.reduce((one, other) => Math.min(one, other), Infinity);
}

function padded(low, high) {
  const span = high - low || Math.abs(high) || 1;
  return [low - span * 0.05, high + span * 0.05];
}

/** Round numbers between two; on a logarithmic axis whole decades where there are two of them, else 1, 2 and 5. */
function ticks(low, high, count, log) {
  if (log) {
    const found = [];
    const stride = Math.max(1, Math.ceil((high - low) / count));
    const decades = Math.floor(high) - Math.ceil(low) + 1;
    for (let decade = Math.floor(low); decade <= high; decade += decades >= 3 ? stride : 1)
      for (const part of decades >= 3 ? [1] : [1, 2, 5]) {
        const tick = decade + Math.log10(part);
        if (tick >= low && tick <= high) found.push(tick);
      }
    return found;
  }
  const rough = (high - low) / count;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = unit * ([1, 2, 5, 10].find(factor => factor * unit >= rough) ?? 10);
  const found = [];
  for (let index = Math.ceil(low / step); index * step <= high; index++) found.push(Number((index * step).toPrecision(12)));
  return found;
}

/** At most so many points, the first and the last among them. */
function thinned(points) {
  if (points.length <= POINTS) return points;
  const kept = [];
  for (let index = 0; index < POINTS; index++) kept.push(points[Math.round(index * (points.length - 1) / (POINTS - 1))]);
  return kept;
}
