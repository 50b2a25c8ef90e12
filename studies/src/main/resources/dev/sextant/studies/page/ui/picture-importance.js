// SPDX-License-Identifier: Apache-2.0
// How much each parameter matters, with intervals.

import { leftOutWords } from "./cells.js";
import { isolatedName, percentText } from "./format.js";
import { Plot, axesOf, boxShape, fittedText, painted, strokeShape, textShape, textWidth } from "./plot.js";
import { linearScale } from "./scale.js";

const IMPORTANCE_METHODS = { sobol: "total Sobol index of the model", pedAnova: "PED-ANOVA over the trials" };
const IMPORTANCE_ROW = 28;

/** At most so many are drawn, the most important. */
const IMPORTANCE_BARS = 40;

/** See the contract in figure.js. */
export const importancePicture = {
  id: "importance",
  title: "Importance of parameters",

  missing(model) {
    return model.data.importance?.bars?.length ? "" : model.withoutTrials || "There are too few trials to say how much each parameter matters.";
  },

  caption(model) {
    const bars = importanceBars(model);
    const [first, second] = bars;
    const method = IMPORTANCE_METHODS[model.data.importance.method] ?? model.data.importance.method;
    const next = second ? `, then ${isolatedName(second.path)} with ${percentText(second.share)}` : "";
    return `${model.data.importance.method === "sobol" ? model.doubtWords : ""}${isolatedName(first.path)} matters most: ${percentText(first.share)} [${percentText(first.low)}, ${percentText(first.high)}]${next} (${method}).`;
  },

  table(model) {
    return { head: [["parameter", false], ["share", true], ["low", true], ["high", true]], rows: importanceBars(model).map(bar => [bar.path, percentText(bar.share), percentText(bar.low), percentText(bar.high)]) };
  },

  draw(model, frame) {
    const { theme } = frame;
    const all = importanceBars(model);
    const bars = all.slice(0, IMPORTANCE_BARS);
    const left = Math.min(frame.width * 0.42, Math.max(...bars.map(bar => textWidth(bar.path.slice(0, 200))))) + 16;
    const most = Math.max(0.05, ...bars.map(bar => Math.max(bar.share, bar.high ?? 0)));
    const xs = { ...linearScale(0, most * 1.04), label: at => `${Math.round(at * 100)} %` };
    const rows = { ...linearScale(0, 1), ticks: () => [] };
    const plot = new Plot({ left, top: 6, width: frame.width - left - 56, height: bars.length * IMPORTANCE_ROW + 6 }, xs, rows);
    const option = axesOf([plot], theme, [{ yLabels: false, yLines: false }]);
    const marks = [];
    const shapes = bars.flatMap((bar, at) => {
      const y = plot.top + 3 + IMPORTANCE_ROW * (at + 0.5);
      const [from, to, end] = [plot.px(0), plot.px(bar.share), plot.px(bar.high ?? bar.share)];
      marks.push({ trial: null, box: [0, y - IMPORTANCE_ROW / 2, frame.width, IMPORTANCE_ROW], words: () => [[bar.path, percentText(bar.share)], ["95 % interval", `${percentText(bar.low)} … ${percentText(bar.high)}`]] });
      const shapesOfBar = [textShape(fittedText(bar.path, left - 14), left - 8, y, theme, { align: "right" }), boxShape(from, y - 8, Math.max(1, to - from), 16, { fill: theme.colours[0], radius: 2 })];
      if (bar.low != null && bar.high != null) {
        const low = plot.px(Math.max(0, bar.low));
        shapesOfBar.push(strokeShape([[low, y], [end, y]], theme.ink, 1.6), strokeShape([[low, y - 4], [low, y + 4]], theme.ink, 1.6), strokeShape([[end, y - 4], [end, y + 4]], theme.ink, 1.6));
      }
      shapesOfBar.push(textShape(percentText(bar.share), Math.max(to, end) + 8, y, theme, { fill: theme.soft }));
      return shapesOfBar;
    });
    option.series = [painted(shapes, { z: 3 })];
    return { height: plot.bottom + 30, plots: [plot], option, marks, key: leftOutWords(all.length, bars.length, "parameters").trim() };
  },
};

function importanceBars(model) {
  return [...model.data.importance.bars].filter(bar => bar.share != null).sort((a, b) => b.share - a.share);
}
