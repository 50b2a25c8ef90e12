// SPDX-License-Identifier: Apache-2.0
// Is the model to be trusted: each trial against what the model of the others had said of it.

import { figureText, percentText } from "./format.js";
import { Plot, axesOf, labelRoom, markShape, painted, strokeShape } from "./plot.js";
import { edgeCoordinate, valueScale, windowOf } from "./scale.js";
import { withoutModel } from "./picture-slices.js";
import { veiled } from "./theme.js";

/** See the contract in figure.js. */
export const healthPicture = {
  id: "health",
  title: "Is the model to be trusted?",
  zooms: true,

  missing(model) {
    return healthPoints(model).length ? "" : withoutModel(model);
  },

  caption(model) {
    const { sentence, inside, correlation } = model.data.health;
    return sentence || `${percentText(inside)} of the trials lie within the model's 95 % intervals; rank correlation ${figureText(correlation, 2)}.`;
  },

  table(model) {
    return { head: [["trial", true], ["found", true], ["predicted", true], ["low", true], ["high", true]], rows: healthPoints(model).map(point => [String(point.trial), model.text(point.found), model.text(point.mean), model.text(point.low), model.text(point.high)]) };
  },

  draw(model, frame) {
    const { theme } = frame;
    const points = healthPoints(model);
    const whole = valueScale(points.flatMap(point => [point.found, point.mean]), model.minimize);
    const xs = frame.zoom ? windowOf(whole, ...frame.zoom.x) : whole;
    const ys = frame.zoom ? windowOf(whole, ...frame.zoom.y) : whole;
    const height = frame.narrow ? 280 : 340;
    const left = labelRoom(ys, height);
    const plot = new Plot({ left, top: 30, width: Math.min(frame.width - left - 18, 640), height }, xs, ys);
    const option = axesOf([plot], theme, [{ yName: `found ${model.metric}`, xName: `predicted ${model.metric}` }]);
    const ends = [Math.max(xs.low, ys.low), Math.min(xs.high, ys.high)];
    const shapes = ends[0] < ends[1] ? [strokeShape(ends.map(at => [plot.px(at), plot.py(at)]), theme.soft, 1.2, [5, 4])] : [];
    const marks = [];
    for (const point of points) {
      const inside = point.low == null || (point.found >= point.low && point.found <= point.high);
      const color = inside ? theme.colours[0] : theme.colours[1];
      const far = scale => (frame.zoom ? { ...scale, low: -1e308, high: 1e308 } : scale);
      const x = plot.px(edgeCoordinate(far(xs), point.mean));
      const y = plot.py(edgeCoordinate(far(ys), point.found));
      if (point.low != null) shapes.push(strokeShape([[plot.px(edgeCoordinate(xs, point.low)), y], [plot.px(edgeCoordinate(xs, point.high)), y]], veiled(color, 0.4), 1.2));
      shapes.push(markShape(inside ? "circle" : "diamond", x, y, inside ? 6 : 8, { fill: color, opacity: 0.85 }));
      marks.push({ trial: point.trial, x, y, words: () => [[`Trial ${point.trial}`, inside ? "inside its interval" : "outside its interval"], ["found", model.text(point.found)], ["predicted", `${model.text(point.mean)} [${model.text(point.low)}, ${model.text(point.high)}]`]] });
    }
    option.series = [painted(shapes, { clip: plot.clip, z: 3 })];
    return { height: 30 + height + 48, plots: [plot], option, marks, key: "On the dashed line the model was right. Diamonds: outside the 95 % interval that the model had given." };
  },
};

function healthPoints(model) {
  return (model.data.health?.points ?? []).filter(point => Number.isFinite(point.found) && Number.isFinite(point.mean));
}
