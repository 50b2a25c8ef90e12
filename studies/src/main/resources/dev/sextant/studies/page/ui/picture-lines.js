// SPDX-License-Identifier: Apache-2.0
// Two pictures of one line each: the best to be expected after so many trials, and what the searcher expected to gain.

import { countOf, figureText } from "./format.js";
import { Plot, axesOf, labelRoom, markShape, painted, strokeShape } from "./plot.js";
import { edgeCoordinate, linearScale, valueScale, windowOf } from "./scale.js";

const EXPECTED_METHODS = {
  unbiased: "by the unbiased estimator over the trials, which were proposed independently of one another",
  simulated: "simulated from the model of the response",
};

/** The best to be expected after so many trials of random search. See the contract in figure.js. */
export const expectedPicture = {
  id: "expected",
  title: "Expected best after so many trials",
  zooms: true,

  missing(model) {
    return model.data.expectedBest?.trials?.length ? "" : model.withoutTrials || "There are too few trials to say what is to be expected of more.";
  },

  caption(model) {
    const { trials, value, method } = model.data.expectedBest;
    const last = trials.length - 1;
    const half = Math.floor(last / 2);
    return `${method === "simulated" ? model.doubtWords : ""}After ${countOf(trials[half], "trial")} of random search a best of ${model.text(value[half])} is to be expected, after ${trials[last]} of ${model.text(value[last])} (${EXPECTED_METHODS[method] ?? method}).`;
  },

  table(model) {
    const { trials, value } = model.data.expectedBest;
    return { head: [["trials", true], [`expected best ${model.metric}`, true]], rows: trials.map((count, at) => [String(count), model.text(value[at])]) };
  },

  draw(model, frame) {
    const { trials, value } = model.data.expectedBest;
    const points = trials.map((count, at) => [count, value[at]]).filter(([, at]) => at != null);
    return lineDrawing(points, { name: model.metric, along: "trials", scale: valueScale(points.map(([, at]) => at), model.minimize, Infinity), words: ([count, at]) => [[countOf(count, "trial"), ""], [`expected best ${model.metric}`, model.text(at)]] }, frame);
  },
};

/** What the searcher expected to gain by each trial when it proposed it. See the contract in figure.js. */
export const gainPicture = {
  id: "gain",
  title: "Expected further gain",
  zooms: true,

  missing(model) {
    return gainPoints(model).length ? "" : "The searcher did not say what it expects to gain, as random and grid search cannot.";
  },

  caption(model) {
    const points = gainPoints(model);
    const [, last] = points[points.length - 1];
    const [, most] = points.reduce((best, point) => (point[1] > best[1] ? point : best));
    return `For its last proposal the searcher expected a gain of ${figureText(last, 2)}; at most it had expected ${figureText(most, 2)}. ${last < most / 20 ? "Little more is to be expected." : "More trials may still find something better."}`;
  },

  table(model) {
    return { head: [["trial", true], ["expected gain", true]], rows: gainPoints(model).map(([trial, expected]) => [String(trial), figureText(expected)]) };
  },

  draw(model, frame) {
    const points = gainPoints(model);
    return lineDrawing(points, { name: "expected gain", along: "trial", scale: valueScale(points.map(([, at]) => at), false, Infinity), dots: true, words: ([trial, at]) => [[`Trial ${trial}`, ""], ["expected gain", figureText(at)]], trials: true }, frame);
  },
};

function gainPoints(model) {
  return model.once("gain", () => (model.data.gain ?? []).filter(each => Number.isFinite(each.expected)).map(each => [each.trial, each.expected]).sort((a, b) => a[0] - b[0]));
}

function lineDrawing(points, look, frame) {
  const { theme } = frame;
  const whole = linearScale(Math.min(0, points[0][0]), Math.max(points[points.length - 1][0], points[0][0] + 1));
  const xs = frame.zoom ? windowOf(whole, ...frame.zoom.x) : whole;
  const ys = frame.zoom ? windowOf(look.scale, ...frame.zoom.y) : look.scale;
  const height = frame.narrow ? 210 : 250;
  const left = labelRoom(ys, height);
  const plot = new Plot({ left, top: 30, width: frame.width - left - 18, height }, xs, ys);
  const option = axesOf([plot], theme, [{ yName: look.name, xName: look.along }]);
  const places = points.map(([x, y]) => [plot.px(xs.to(x)), plot.py(edgeCoordinate(frame.zoom ? { ...ys, low: -1e308, high: 1e308 } : ys, y))]);
  const color = theme.colours[0];
  const dots = places.length <= 60 || look.dots ? places.map(([x, y]) => markShape("circle", x, y, 5, { fill: color })) : [];
  option.series = [painted([strokeShape(places, color, look.dots ? 1 : 2), ...dots], { clip: plot.box(4), z: 3 })];
  return { height: 30 + height + 48, plots: [plot], option, marks: places.map(([x, y], at) => ({ trial: look.trials ? points[at][0] : null, x, y, words: () => look.words(points[at]) })) };
}
