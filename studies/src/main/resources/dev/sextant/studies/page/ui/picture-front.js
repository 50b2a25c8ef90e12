// SPDX-License-Identifier: Apache-2.0
// The Pareto front of two objectives at a time: what cannot be bettered in one without losing in the other.

import { countOf, cutName, figureText, metricWords } from "./format.js";
import { sampledRows } from "./numbers.js";
import { Plot, axesOf, labelRoom, markShape, painted, strokeShape } from "./plot.js";
import { edgeCoordinate, onScale, valueScale, windowOf } from "./scale.js";

const FRONT_MARKS = 2000;

/** See the contract in figure.js. */
export const frontPicture = {
  id: "front",
  title: "Pareto front",
  zooms: true,

  missing(model) {
    if ((model.data.objectives ?? []).length < 2) return "The study has one objective, so there is no front.";
    return model.data.front?.members?.length ? "" : model.withoutTrials || "No trial kept every constraint, so there is no front.";
  },

  choices(model) {
    const metrics = model.data.front?.metrics ?? [];
    if (metrics.length < 3) return [];
    const options = [];
    metrics.forEach((first, x) => metrics.forEach((second, y) => x < y && options.push([`${x},${y}`, `${metricWords(first, 24)} × ${metricWords(second, 24)}`])));
    return [{ id: "pair", label: "Objectives", options, start: "0,1" }];
  },

  caption(model) {
    const { members, metrics, hypervolume } = model.data.front;
    const ends = metrics.slice(0, 2).map((metric, at) => {
      const best = members.reduce((first, each) => (smallIsGood(model, metric) ? each.values[at] < first.values[at] : each.values[at] > first.values[at]) ? each : first);
      return `${metricWords(metric)} ${figureText(best.values[at])} (trial ${best.trial})`;
    });
    return `${countOf(members.length, "trial")} cannot be bettered in every objective at once; the ends are ${ends.join(" and ")}${hypervolume == null ? "" : `. Hypervolume ${figureText(hypervolume)}`}.`;
  },

  table(model) {
    const { members, metrics } = model.data.front;
    return { head: [["trial", true], ...metrics.map(metric => [metricWords(metric), true])], rows: members.map(member => [String(member.trial), ...member.values.map(value => figureText(value))]) };
  },

  draw(model, frame) {
    const { theme } = frame;
    const { members, metrics } = model.data.front;
    const [x, y] = (frame.chosen.pair ?? "0,1").split(",").map(Number);
    const readings = metrics.map(metric => frontColumn(model, metric));
    const rows = model.found.filter(row => readings[x][row] != null && readings[y][row] != null);
    const scaleOf = at => valueScale([...rows.map(row => readings[at][row]), ...members.map(member => member.values[at])].filter(value => value != null), smallIsGood(model, metrics[at]));
    const [wholeX, wholeY] = [scaleOf(x), scaleOf(y)];
    const xs = frame.zoom ? windowOf(wholeX, ...frame.zoom.x) : wholeX;
    const ys = frame.zoom ? windowOf(wholeY, ...frame.zoom.y) : wholeY;
    const height = frame.narrow ? 260 : 340;
    const left = labelRoom(ys, height);
    const plot = new Plot({ left, top: 30, width: frame.width - left - 18, height }, xs, ys);
    const option = axesOf([plot], theme, [{ yName: metricWords(metrics[y]), xName: metricWords(metrics[x]) }]);
    const at = (valueX, valueY) => [plot.px(edgeCoordinate(xs, valueX)), plot.py(edgeCoordinate(ys, valueY))];
    const marks = [];
    const seen = new Set(members.map(member => member.trial));
    const dots = sampledRows(rows.filter(row => !seen.has(model.numbers[row]) && onScale(xs, readings[x][row]) && onScale(ys, readings[y][row])), FRONT_MARKS).map(row => {
      const [px, py] = at(readings[x][row], readings[y][row]);
      marks.push({ trial: model.numbers[row], x: px, y: py, words: () => model.wordsOf(row) });
      return markShape("circle", px, py, 5, { fill: theme.faint, opacity: 0.7 });
    });
    const ordered = members.filter(member => member.values[x] != null && member.values[y] != null).sort((a, b) => a.values[x] - b.values[x]);
    for (const member of ordered) {
      const [px, py] = at(member.values[x], member.values[y]);
      dots.push(markShape("diamond", px, py, 11, { fill: theme.colours[0], stroke: theme.paper, lineWidth: 1 }));
      marks.push({ trial: member.trial, x: px, y: py, words: () => [[`Trial ${member.trial}`, "on the front"], ...metrics.map((metric, index) => [cutName(metricWords(metric), 30), figureText(member.values[index])])] });
    }
    const staircase = [strokeShape(frontStairs(ordered.map(member => [member.values[x], member.values[y]]), smallIsGood(model, metrics[x]), smallIsGood(model, metrics[y])).map(point => at(...point)), theme.colours[0], 1.5, [5, 3])];
    option.series = [painted([...staircase, ...dots], { z: 3, clip: plot.box(7) })];
    return { height: 30 + height + 48, plots: [plot], option, marks, key: "Diamonds: the front. Grey: trials that another one betters in every objective." };
  },
};

/**
 * The border of what is reached, as a staircase: through the points that none of the others betters in both.
 *
 * @param {[number, number][]} points ascending along the first
 * @param {boolean} smallX whether small is good along
 * @param {boolean} smallY whether small is good upwards
 */
export function frontStairs(points, smallX, smallY) {
  const stairs = [];
  let best = null;
  for (const [x, y] of smallX ? points : [...points].reverse()) {
    if (best != null && (smallY ? y >= best : y <= best)) continue;
    if (best != null) stairs.push([x, best]);
    stairs.push([x, y]);
    best = y;
  }
  return stairs;
}

function smallIsGood(model, metric) {
  return (model.data.objectives ?? []).find(objective => objective.metric === metric)?.direction !== "maximize";
}

function frontColumn(model, metric) {
  return model.goals[metric] ?? (metric === model.metricPath ? model.values : []);
}
