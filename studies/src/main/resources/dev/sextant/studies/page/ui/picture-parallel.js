// SPDX-License-Identifier: Apache-2.0
// Parallel coordinates: every trial a line through its parameters to its value; ranges are brushed on the axes.

import { countOf, cutName, isolatedName, lastPart } from "./format.js";
import { edgeCoordinate, parameterScale, quantileOf } from "./scale.js";
import { boxShape, fittedText, painted, strokeShape, textShape, textWidth, tickTexts } from "./plot.js";
import { sampledRows } from "./numbers.js";
import { rampColour, veiled } from "./theme.js";

/** At most so many lines are drawn. */
const PARALLEL_LINES = 1500;

const PARALLEL_AXIS = 104;
const PARALLEL_SHARES = [["100", "all"], ["50", "best 50 %"], ["20", "best 20 %"], ["10", "best 10 %"], ["5", "best 5 %"]];

/** See the contract in figure.js. */
export const parallelPicture = {
  id: "parallel",
  title: "Parallel coordinates",

  missing(model) {
    return model.withoutTrials || (model.parameters.length === 0 ? "Nothing varies in this study." : "");
  },

  choices(model) {
    return [{ id: "share", label: "Trials", options: PARALLEL_SHARES, start: model.found.length > 500 ? "20" : "100" }];
  },

  caption(model) {
    const best = model.found.slice(0, Math.max(1, Math.ceil(model.found.length / 10)));
    const words = parallelParameters(model).slice(0, 3).map(parameter => parallelWords(model, parameter, best)).filter(Boolean);
    return `The best tenth (${countOf(best.length, "trial")}) ${words.length ? `has ${words.join(", ")}` : "shares no parameter"}. Drag along an axis to keep only the trials that pass through that range; click it to let go.`;
  },

  table(model) {
    const parameters = parallelParameters(model);
    return {
      head: [["trial", true], [model.metric, true], ...parameters.map(parameter => [parameter.path, parameter.kind !== "choice"])],
      rows: model.found.map(row => [String(model.numbers[row]), model.text(model.values[row]), ...parameters.map(parameter => model.valueText(parameter, model.valueOf(parameter.path, row)))]),
    };
  },

  minWidth(model, frame) {
    return (parallelParameters(model).length + 1) * (frame.narrow ? 84 : PARALLEL_AXIS) + 40;
  },

  draw(model, frame) {
    const { theme } = frame;
    const share = Number(frame.chosen.share ?? 100);
    const rows = sampledRows(model.found.slice(0, Math.max(1, Math.ceil((model.found.length * share) / 100))), PARALLEL_LINES);
    const height = frame.narrow ? 260 : 320;
    const top = 34;
    const axes = parallelAxes(model, rows);
    const last = axes[axes.length - 1];
    const left = Math.max(16, Math.min(52, textWidth(axes[0].name, 11) / 2 + 4));
    const right = Math.max(16, Math.min(90, Math.max(textWidth(last.name, 11) / 2, ...tickTexts(last.scale, height, 44).map(tick => textWidth(tick.text, 11))) + 14));
    const step = (frame.width - left - right) / Math.max(1, axes.length - 1);
    axes.forEach((axis, place) => Object.assign(axis, { x: left + step * place, top, bottom: top + height }));
    const kept = [];
    const dropped = [];
    const marks = [];
    for (let place = rows.length - 1; place >= 0; place--) {
      const row = rows[place];
      const at = axes.map(axis => axis.at(row));
      const path = at.map((coordinate, each) => [axes[each].x, upOn(axes[each], coordinate)]);
      const inside = axes.every((axis, each) => {
        const range = frame.brushed.get(axis.id);
        return !range || (at[each] >= range[0] && at[each] <= range[1]);
      });
      if (!inside) {
        dropped.push(strokeShape(path, veiled(theme.faint, 0.12), 1));
        continue;
      }
      kept.push(strokeShape(path, veiled(rampColour(theme.ramp, 1 - (0.8 * place) / rows.length), rows.length > 300 ? 0.4 : 0.75), place < 10 ? 2 : 1.2));
      marks.push({ trial: model.numbers[row], path, words: () => model.wordsOf(row) });
    }
    const count = frame.brushed.size ? ` Kept by the brushed ranges: ${countOf(kept.length, "trial")} of ${rows.length}.` : "";
    return {
      height: top + height + 16, plots: [], axes, marks: marks.reverse(),
      option: { series: [painted(dropped, { z: 1 }), painted(kept, { z: 2 }), painted(axes.flatMap((axis, place) => axisShapes(axis, step, place === axes.length - 1 ? right : step, frame, theme)), { z: 3 })] },
      key: `${theme.dark ? "Brighter" : "Darker"} lines are better. A parameter that a trial does not have is passed at the axis’ foot, at “none”.${count}`,
    };
  },
};

function upOn(axis, coordinate) {
  return axis.bottom - ((coordinate - axis.low) / (axis.scale.high - axis.low)) * (axis.bottom - axis.top);
}

/** The most important parameters first, where that is known; what is fixed is left out. */
function parallelParameters(model) {
  const order = (model.data.importance?.bars ?? []).map(bar => bar.path);
  const place = parameter => (order.includes(parameter.path) ? order.indexOf(parameter.path) : order.length);
  return model.parameters.filter(parameter => parameter.kind !== "choice" || (parameter.options ?? []).length > 1).sort((a, b) => place(a) - place(b));
}

function parallelAxes(model, rows) {
  const axes = parallelParameters(model).map(parameter => {
    const scale = parameterScale(parameter, 18);
    const without = rows.some(row => model.valueOf(parameter.path, row) == null);
    const foot = scale.low - (scale.high - scale.low) * 0.1;
    return { id: parameter.path, name: parallelName(model, parameter), scale, low: without ? foot : scale.low, without, at: row => edgeCoordinate(scale, model.valueOf(parameter.path, row)) ?? foot };
  });
  const scale = model.objectiveScale;
  axes.push({ id: "", name: model.metric, scale, low: scale.low, without: false, at: row => edgeCoordinate(scale, model.values[row]) });
  return axes;
}

/** The last part of a path, with the part before it where two parameters end alike. */
function parallelName(model, parameter) {
  const name = lastPart(parameter.path);
  const alike = model.parameters.filter(each => lastPart(each.path) === name).length > 1;
  const parts = parameter.path.split(".");
  return alike && parts.length > 1 ? `${parts[parts.length - 2]}.${name}` : name;
}

function axisShapes(axis, step, room, frame, theme) {
  const height = axis.bottom - axis.top;
  const ticks = tickTexts(axis.scale, height, axis.scale.kind === "choice" ? 14 : 44);
  const every = Math.max(1, Math.ceil((ticks.length * 14) / height));
  const shapes = [strokeShape([[axis.x, axis.top], [axis.x, axis.bottom]], theme.soft, 1.2)];
  shapes.push(textShape(fittedText(axis.name, step - 8, 11), axis.x, axis.top - 16, theme, { align: "center", fontSize: 11 }));
  if (axis.without) ticks.unshift({ at: axis.low, text: "none" });
  ticks.forEach((tick, at) => {
    const y = upOn(axis, tick.at);
    shapes.push(strokeShape([[axis.x, y], [axis.x + 4, y]], theme.soft, 1));
    if (at % every === 0) shapes.push(textShape(fittedText(tick.text, room - 12, 11), axis.x + 7, y, theme, { fontSize: 11, fill: theme.ink, stroke: theme.paper, lineWidth: 3 }));
  });
  const range = frame.brushed.get(axis.id);
  if (range) {
    const [from, to] = [upOn(axis, range[1]), upOn(axis, range[0])];
    shapes.push(boxShape(axis.x - 7, from, 14, Math.max(2, to - from), { fill: veiled(theme.colours[1], 0.3), stroke: theme.colours[1], lineWidth: 1.2, radius: 2 }));
  }
  return shapes;
}

function parallelWords(model, parameter, rows) {
  const values = rows.map(row => model.valueOf(parameter.path, row)).filter(value => value != null);
  if (values.length === 0) return "";
  const name = isolatedName(lastPart(parameter.path), 30);
  if (parameter.kind === "choice") {
    const counts = new Map();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    const [value, count] = [...counts].reduce((most, each) => (each[1] > most[1] ? each : most));
    return `${name} ${isolatedName(cutName(model.valueText(parameter, value), 30))} in ${count} of ${rows.length}`;
  }
  if (values.length < 2) return "";
  const sorted = Float64Array.from(values).sort();
  return `${name} from ${model.valueText(parameter, quantileOf(sorted, 0))} to ${model.valueText(parameter, quantileOf(sorted, 1))}`;
}
