// SPDX-License-Identifier: Apache-2.0
// One small plot a parameter: what the model expects along it, with its band, over the trials.

import { leftOutWords } from "./cells.js";
import { cutName, isolatedName, lastPart } from "./format.js";
import { isBetter, sampledRows } from "./numbers.js";
import { Plot, axesOf, fillShape, labelRoom, markShape, painted, strokeShape } from "./plot.js";
import { edgeCoordinate, fittedScale, parameterScale } from "./scale.js";
import { veiled } from "./theme.js";

const SLICE_WIDTH = 270;
const SLICE_HEIGHT = 150;
const SLICE_MARKS = 600;

/** At most so many parameters have a plot, the most important. */
const SLICE_PLOTS = 24;

/** See the contract in figure.js. */
export const slicesPicture = {
  id: "slices",
  title: "Slices: the response along each parameter",

  missing(model) {
    return slicesOf(model).length ? "" : withoutModel(model);
  },

  caption(model) {
    const slices = slicesOf(model);
    const words = slices.slice(0, 2).map(({ slice, parameter }) => {
      let best = 0;
      slice.mean.forEach((mean, at) => { if (mean != null && isBetter(mean, slice.mean[best] ?? (model.minimize ? Infinity : -Infinity), model.minimize)) best = at; });
      return `along ${isolatedName(lastPart(slice.path))} the model expects the best near ${isolatedName(model.valueText(parameter, slice.at[best]))} (${model.text(slice.mean[best])})`;
    });
    const text = words.join("; ");
    return `${model.doubtWords}${text[0].toUpperCase()}${text.slice(1)}. Everything else is held at the best that the model knows; dots are trials, wherever their other parameters lie.`;
  },

  table(model) {
    return {
      head: [["parameter", false], ["at", true], ["mean", true], ["low", true], ["high", true]],
      rows: slicesOf(model).flatMap(({ slice, parameter }) => slice.at.map((at, place) => [slice.path, model.valueText(parameter, at), model.text(slice.mean[place]), model.text(slice.low[place]), model.text(slice.high[place])])),
    };
  },

  draw(model, frame) {
    const { theme } = frame;
    const all = slicesOf(model);
    const slices = all.slice(0, SLICE_PLOTS);
    const rows = sampledRows(model.found, SLICE_MARKS);
    const ys = fittedScale(model.found.map(row => model.values[row]), slices.flatMap(({ slice }) => slice.mean), model.minimize);
    const left = labelRoom(ys, SLICE_HEIGHT);
    const across = Math.max(1, Math.floor(frame.width / (SLICE_WIDTH + left)));
    const each = frame.width / across;
    const marks = [];
    const plots = slices.map(({ parameter }, at) => new Plot(
      { left: (at % across) * each + left, top: 30 + Math.floor(at / across) * (SLICE_HEIGHT + 78), width: each - left - 18, height: SLICE_HEIGHT },
      parameterScale(parameter), ys,
    ));
    const option = axesOf(plots, theme, slices.map(({ slice }, at) => ({ yName: at % across ? "" : model.metric, yNameLeft: plots[at].left - left, xName: cutName(slice.path, 60), yRoom: left })));
    option.series = slices.flatMap(({ slice, parameter }, at) => {
      const plot = plots[at];
      const dots = [];
      for (const row of rows) {
        const value = model.valueOf(parameter.path, row);
        if (value == null) continue;
        const jitter = plot.x.kind === "choice" ? (((model.numbers[row] * 0.618034) % 1) - 0.5) * 0.5 : 0;
        const x = plot.px((edgeCoordinate(plot.x, value) ?? plot.x.low) + jitter);
        const y = plot.py(edgeCoordinate(ys, model.values[row]));
        dots.push({ type: "circle", shape: { cx: x, cy: y, r: 2.2 }, style: { fill: veiled(theme.soft, 0.45) } });
        marks.push({ trial: model.numbers[row], x, y, words: () => model.wordsOf(row) });
      }
      return [painted(dots, { z: 2 }), painted(sliceShapes(slice, plot, theme), { clip: plot.clip, z: 3 })];
    });
    const lines = Math.ceil(slices.length / across);
    return { height: 26 + lines * (SLICE_HEIGHT + 78) - 20, plots, option, marks, key: leftOutWords(all.length, slices.length, "parameters").trim() };
  },
};

/** Why there is nothing of a model to draw. */
export function withoutModel(model) {
  const reason = model.data.response?.without;
  return model.withoutTrials || (reason ? `There is no model of the response: ${reason}${/[.!?]$/.test(reason) ? "" : "."}` : "There is no model of the response.");
}

function slicesOf(model) {
  return model.once("slices", () => (model.data.slices ?? [])
    .map(slice => ({ slice, parameter: model.parameters.find(parameter => parameter.path === slice.path) }))
    .filter(({ slice, parameter }) => parameter && slice.at?.length));
}

function sliceShapes(slice, plot, theme) {
  const color = theme.colours[0];
  const up = value => Math.min(1e5, Math.max(-1e5, plot.py(plot.y.kind === "log" && !(value > 0) ? plot.y.low - 9 : plot.y.to(value))));
  const points = slice.at.map((at, place) => ({ x: plot.px(edgeCoordinate(plot.x, at) ?? plot.x.low), mean: slice.mean[place], low: slice.low[place], high: slice.high[place] })).filter(point => point.mean != null);
  if (plot.x.kind === "choice")
    return points.flatMap(point => [
      strokeShape([[point.x, up(point.low)], [point.x, up(point.high)]], veiled(color, 0.5), 8),
      markShape("diamond", point.x, up(point.mean), 10, { fill: color, stroke: theme.paper, lineWidth: 1.5 }),
    ]);
  return [
    fillShape([...points.map(point => [point.x, up(point.low)]), ...points.map(point => [point.x, up(point.high)]).reverse()], veiled(color, theme.dark ? 0.28 : 0.18)),
    strokeShape(points.map(point => [point.x, up(point.mean)]), color, 2),
  ];
}
