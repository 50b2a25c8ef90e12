// SPDX-License-Identifier: Apache-2.0
// Every schedule with every optimizer: the best of each pair, confirmed where it was.

import { figureText, intervalText, isolatedName } from "./format.js";
import { CELL_HEIGHT, CELL_WIDTH, cellShapes, columnLabels, rowNameRoom } from "./cells.js";
import { painted } from "./plot.js";
import { valueScale } from "./scale.js";

/** See the contract in figure.js. */
export const matrixPicture = {
  id: "matrix",
  title: "Schedule × optimizer",

  missing(model) {
    if (!model.data.matrix) return "Schedule and optimizer do not both vary in this study, so there is no matrix to draw.";
    return model.data.matrix.cells.some(cell => cell.n > 0) ? "" : "No pair of schedule and optimizer has been tried yet.";
  },

  caption(model) {
    const pairs = matrixPairs(model);
    const tried = pairs.filter(pair => pair.n > 0);
    const best = bestPair(model);
    const words = `${tried.length} of ${pairs.length} pairs were tried`;
    if (!best) return `${words}; none of them completed.`;
    return `${isolatedName(best.scheduleName)} with ${isolatedName(best.optimizerName)} is best: ${intervalText(value => model.text(value), pairValue(best), best.mean == null ? null : best.low, best.high)}${best.mean == null ? " (not confirmed)" : ""}; ${words}.`;
  },

  table(model) {
    return {
      head: [["schedule", false], ["optimizer", false], ["trials", true], ["best in the search", true], ["confirmed", true]],
      rows: matrixPairs(model).map(pair => [pair.scheduleName, pair.optimizerName, pair.n ? String(pair.n) : "not tried", model.text(pair.best), pair.mean == null ? "–" : intervalText(value => model.text(value), pair.mean, pair.low, pair.high)]),
    };
  },

  minWidth(model, frame) {
    return rowNameRoom(model.data.matrix.schedules, frame.narrow ? 84 : 150) + model.data.matrix.optimizers.length * (CELL_WIDTH + 10) + 20;
  },

  draw(model, frame) {
    const { theme } = frame;
    const { schedules, optimizers } = model.data.matrix;
    const pairs = matrixPairs(model);
    const scale = valueScale(pairs.map(pairValue).filter(value => value != null), model.minimize, 1.5);
    const best = bestPair(model);
    const cells = pairs.filter(pair => pair.n > 0).map(pair => ({
      row: pair.row, column: pair.column, share: model.goodness(pairValue(pair), scale), empty: pairValue(pair) == null, best: pair === best,
      lines: [pairValue(pair) == null ? "✕" : [model.text(pairValue(pair)) + (pair.mean == null ? " *" : ""), figureText(pairValue(pair), 3)], `n ${pair.n}`],
      words: () => [[pair.scheduleName, pair.optimizerName], ["best in the search", model.text(pair.best)], ["confirmed", pair.mean == null ? "no" : intervalText(value => model.text(value), pair.mean, pair.low, pair.high)], ["trials", String(pair.n)]],
    }));
    const left = rowNameRoom(schedules, frame.narrow ? 84 : 150);
    const box = { left, top: 6, width: Math.min(frame.width - left - 8, optimizers.length * 170), height: schedules.length * CELL_HEIGHT };
    const drawn = cellShapes({ rows: schedules, columns: optimizers, cells }, box, theme);
    return {
      height: box.top + box.height + 32, plots: [], marks: drawn.marks,
      option: { series: [painted([...drawn.shapes, ...columnLabels(optimizers, box, theme)])] },
      key: `${theme.dark ? "Brighter" : "Darker"} is better; *: best in the search, not confirmed; n: trials; an empty cell was not tried.`,
    };
  },
};

function matrixPairs(model) {
  return model.once("pairs", () => {
    const { schedules, optimizers, cells } = model.data.matrix;
    return cells.map((cell, at) => {
      const row = Math.floor(at / optimizers.length);
      const column = at % optimizers.length;
      return { ...cell, row, column, scheduleName: schedules[row], optimizerName: optimizers[column] };
    });
  });
}

function pairValue(pair) {
  return pair.mean ?? pair.best;
}

function bestPair(model) {
  const pairs = matrixPairs(model).filter(pair => pairValue(pair) != null);
  const confirmed = pairs.filter(pair => pair.mean != null);
  return (confirmed.length ? confirmed : pairs).reduce((best, pair) => (!best || (model.minimize ? pairValue(pair) < pairValue(best) : pairValue(pair) > pairValue(best)) ? pair : best), null);
}
