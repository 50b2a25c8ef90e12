// SPDX-License-Identifier: Apache-2.0
// How the search went: every trial in the order of their numbers, and the best so far as a step line.

import { countOf } from "./format.js";
import { bestSoFar, sampledRows } from "./numbers.js";
import { Plot, axesOf, labelRoom, painted, strokeShape, textShape } from "./plot.js";
import { edgeCoordinate, linearScale, onScale, windowOf } from "./scale.js";
import { seriesStyle } from "./theme.js";

const HISTORY_MARKS = 4000;

/** See the contract in figure.js. */
export const historyPicture = {
  id: "history",
  title: "Optimisation history",
  legend: true,
  zooms: true,

  missing(model) {
    return model.withoutTrials;
  },

  caption(model) {
    const steps = historySteps(model);
    const last = steps[steps.length - 1];
    const first = steps[0];
    const lost = ["p", "d", "f"].map(state => model.rowsWhere(row => model.state(row) === state).length);
    const words = [[lost[0], "pruned"], [lost[1], "diverged"], [lost[2], "failed"]].filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
    return `The best value, ${model.text(last.value)}, was found by trial ${last.number}, after ${countOf(steps.length, "step")} from ${model.text(first.value)}${words.length ? `; ${words.join(", ")}${model.sampled ? " among the trials shown" : ""}` : ""}.${model.sampleWords}`;
  },

  table(model) {
    return { head: [["trial", true], [`best ${model.metric} so far`, true]], rows: historySteps(model).map(step => [String(step.number), model.text(step.value)]) };
  },

  draw(model, frame) {
    const { theme } = frame;
    const visible = new Set([...frame.shown.styled, ...frame.shown.others]);
    const styled = new Set(frame.shown.styled);
    const whole = model.objectiveScale;
    const ys = frame.zoom ? windowOf(whole, ...frame.zoom.y) : whole;
    const last = model.once("last", () => model.numbers.reduce((most, number) => Math.max(most, number), 0));
    const all = linearScale(-0.5 - last * 0.01, last + 0.5 + last * 0.01);
    const xs = frame.zoom ? windowOf(all, ...frame.zoom.x) : all;
    const height = frame.narrow ? 240 : 300;
    const left = labelRoom(ys, height);
    const lost = model.rowsWhere(row => model.state(row) === "d" || model.state(row) === "f").length > 0;
    const top = lost ? 46 : 30;
    const plot = new Plot({ left, top, width: frame.width - left - 14, height }, xs, ys);
    const option = axesOf([plot], theme, [{ yName: model.metric, xName: "trial", yLift: lost ? 42 : 24 }]);
    const rows = sampledRows(model.rowsWhere(row => visible.has(model.scheduleOf(row)) && onScale(xs, model.numbers[row])), HISTORY_MARKS);
    const groups = new Map();
    const marks = [];
    const rug = [];
    for (const row of rows) {
      const state = model.state(row);
      const value = model.values[row];
      const x = xs.to(model.numbers[row]);
      if (state === "d" || state === "f" || !Number.isFinite(value)) {
        const pixel = plot.px(x);
        rug.push(strokeShape([[pixel, plot.top - 15], [pixel, plot.top - 5]], state === "f" ? theme.soft : theme.bad, 1.4));
        marks.push({ trial: model.numbers[row], x: pixel, y: plot.top - 10, words: () => model.wordsOf(row) });
        continue;
      }
      const y = edgeCoordinate(ys, value);
      const index = model.scheduleOf(row);
      const key = !onScale(ys, value) ? "beyond" : state === "p" ? "pruned" : styled.has(index) ? index : "others";
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push([x, y]);
      marks.push({ trial: model.numbers[row], x: plot.px(x), y: plot.py(y), words: () => model.wordsOf(row) });
    }
    const size = rows.length > 1000 ? 4 : 6;
    option.series = [...groups].map(([key, data]) => ({
      type: "scatter", data, silent: true, animation: false, large: data.length > 600, z: key === "pruned" ? 1 : 2,
      symbol: key === "beyond" ? "triangle" : typeof key === "number" ? seriesStyle(key, theme).symbol : "circle",
      symbolSize: key === "beyond" ? 8 : size, symbolRotate: key === "beyond" && !model.minimize ? 180 : 0,
      itemStyle: { ...(key === "pruned" ? { borderColor: theme.faint, borderWidth: 1.5 } : {}), color: key === "pruned" ? theme.paper : key === "beyond" ? theme.bad : typeof key === "number" ? seriesStyle(key, theme).color : theme.faint, opacity: rows.length > 1000 ? 0.55 : 0.8 },
    }));
    option.series.push(painted([strokeShape(stepPath(historySteps(model), last, plot), theme.ink, 2)], { clip: plot.clip, z: 4 }));
    if (rug.length) option.series.push(painted([...rug, strokeShape([[plot.left, plot.top - 3], [plot.right, plot.top - 3]], theme.line, 1), textShape("diverged, failed", plot.right, plot.top - 24, theme, { fill: theme.soft, align: "right", fontSize: 11 })], { z: 3 }));
    marks.sort((a, b) => a.x - b.x);
    return { height: top + height + 48, plots: [plot], option, marks, key: "Line: best so far. Hollow grey: pruned. Red triangles at the edge: far worse than the axis reaches." };
  },
};

function historySteps(model) {
  return model.once("steps", () => {
    const trials = model.numbers.map((number, row) => ({ number, value: model.values[row], counts: model.state(row) === "c" })).sort((a, b) => a.number - b.number);
    const steps = bestSoFar(trials, model.minimize);
    return steps.length ? steps : bestSoFar(trials.map(trial => ({ ...trial, counts: model.completed(model.rowOf(trial.number)) })), model.minimize);
  });
}

function stepPath(steps, last, plot) {
  const path = [];
  steps.forEach((step, at) => {
    const x = plot.px(plot.x.to(step.number));
    const y = Math.min(plot.bottom + 2000, Math.max(plot.top - 2000, plot.py(edgeCoordinate(plot.y, step.value))));
    if (at > 0) path.push([x, path[path.length - 1][1]]);
    path.push([x, y]);
  });
  path.push([plot.px(plot.x.to(last)), path[path.length - 1][1]]);
  return path;
}
