// SPDX-License-Identifier: Apache-2.0
// Learning curves: the value after each epoch; the best epoch marked, pruned trials grey, failed ends crossed.

import { countOf } from "./format.js";
import { Plot, axesOf, labelRoom, markShape, painted, strokeShape } from "./plot.js";
import { edgeCoordinate, linearScale, valueScale, windowOf } from "./scale.js";
import { seriesStyle, veiled } from "./theme.js";

/** See the contract in figure.js. */
export const curvesPicture = {
  id: "curves",
  title: "Learning curves",
  legend: true,
  zooms: true,

  missing(model) {
    return curvesOf(model).length ? "" : "No trial has told a value after an epoch, so there are no curves to draw.";
  },

  choices(model) {
    const count = curvesOf(model).length;
    const options = [["all", "all"], ...[5, 10, 25, 50].filter(most => most < count).map(most => [String(most), `best ${most}`])];
    return [{ id: "top", label: "Trials", options, start: count > 40 ? "25" : "all" }];
  },

  caption(model) {
    const curves = curvesOf(model);
    const best = curves.find(curve => curve.state === "c") ?? curves[0];
    const pruned = curves.filter(curve => curve.state === "p").length;
    const at = best.bestEpoch > 0 ? ` was best after epoch ${best.bestEpoch}` : " has no best epoch";
    const value = best.values[best.epochs.indexOf(best.bestEpoch)];
    return `Trial ${best.trial}${at}${value != null ? ` with ${model.text(value)}` : ""} of ${lastEpoch(best)} trained. ${countOf(curves.length, "curve")}${pruned ? `, ${pruned} of them pruned (grey)` : ""}; a dot marks each trial's best epoch.`;
  },

  table(model) {
    return {
      head: [["trial", true], ["state", false], ["schedule", false], ["epochs", true], ["best epoch", true], ["best", true], ["last", true]],
      rows: curvesOf(model).map(curve => {
        const row = model.rowOf(curve.trial);
        return [String(curve.trial), curve.state, row < 0 ? "" : model.scheduleName(model.scheduleOf(row)), String(lastEpoch(curve)), String(curve.bestEpoch || "–"), model.text(curve.values[curve.epochs.indexOf(curve.bestEpoch)]), model.text(curve.values[curve.values.length - 1])];
      }),
    };
  },

  draw(model, frame) {
    const { theme } = frame;
    const most = frame.chosen.top === "all" ? Infinity : Number(frame.chosen.top);
    const visible = new Set([...frame.shown.styled, ...frame.shown.others]);
    const curves = curvesOf(model).slice(0, most).filter(curve => visible.has(scheduleOfCurve(model, curve)));
    const values = curves.flatMap(curve => curve.values).filter(value => value != null);
    const whole = valueScale(values, model.minimize);
    const ys = frame.zoom ? windowOf(whole, ...frame.zoom.y) : whole;
    const all = linearScale(0, Math.max(1, ...curves.map(lastEpoch)));
    const xs = frame.zoom ? windowOf(all, ...frame.zoom.x) : all;
    const height = frame.narrow ? 260 : 340;
    const left = labelRoom(ys, height);
    const plot = new Plot({ left, top: 30, width: frame.width - left - 14, height }, xs, ys);
    const option = axesOf([plot], theme, [{ yName: model.metric, xName: "epoch" }]);
    const styled = new Set(frame.shown.styled);
    const marks = [];
    const back = [];
    const front = [];
    const faint = curves.length > 60 ? 0.5 : 0.85;
    for (const curve of [...curves].reverse()) {
      const path = curvePath(curve, plot);
      if (path.length === 0) continue;
      const index = scheduleOfCurve(model, curve);
      const grey = curve.state === "p" || !styled.has(index);
      const style = seriesStyle(index, theme);
      const color = grey ? theme.faint : style.color;
      (grey ? back : front).push(strokeShape(path, grey ? color : veiled(color, faint), grey ? 1 : 1.5, grey ? [] : style.dash));
      const best = curve.epochs.indexOf(curve.bestEpoch);
      if (best >= 0 && !grey && curve.values[best] != null)
        front.push(markShape("circle", plot.px(xs.to(curve.bestEpoch)), plot.py(edgeCoordinate(ys, curve.values[best])), 5.5, { fill: color, stroke: theme.paper, lineWidth: 1 }));
      if (curve.state === "d" || curve.state === "f") front.push(markShape("cross", ...path[path.length - 1], 8, { fill: theme.bad }));
      marks.push({ trial: curve.trial, path, words: () => curveWords(model, curve) });
    }
    option.series = [painted(back, { clip: plot.clip, z: 2 }), painted(front, { clip: plot.clip, z: 3 })];
    return { height: 30 + height + 48, plots: [plot], option, marks: marks.reverse() };
  },
};

function curvesOf(model) {
  return model.once("curves", () => (model.data.curves ?? []).filter(curve => curve.values?.some(value => value != null)));
}

function lastEpoch(curve) {
  return curve.epochs[curve.epochs.length - 1] ?? 0;
}

function scheduleOfCurve(model, curve) {
  const row = model.rowOf(curve.trial);
  return row < 0 ? 0 : model.scheduleOf(row);
}

function curvePath(curve, plot) {
  const path = [];
  curve.epochs.forEach((epoch, at) => {
    const up = edgeCoordinate({ ...plot.y, low: -1e308, high: 1e308 }, curve.values[at]);
    if (up != null && Number.isFinite(up)) path.push([plot.px(plot.x.to(epoch)), Math.min(plot.bottom + 2000, Math.max(plot.top - 2000, plot.py(up)))]);
  });
  return path;
}

function curveWords(model, curve) {
  const row = model.rowOf(curve.trial);
  return row < 0 ? [[`Trial ${curve.trial}`, ""], ["best epoch", String(curve.bestEpoch)]] : model.wordsOf(row, 7);
}
