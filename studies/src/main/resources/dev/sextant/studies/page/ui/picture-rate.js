// SPDX-License-Identifier: Apache-2.0
// The first picture: how each schedule responds to the learning rate, with its 95 % band, the trials as marks, those
// that diverged above; below, per schedule, where it is best, how wide its good region is and from where on it diverges.

import { cutName, figureText, isolatedName, joinedWords, percentText } from "./format.js";
import { Plot, axesOf, boxShape, fillShape, fittedText, labelRoom, markShape, painted, strokeShape, textShape, textWidth } from "./plot.js";
import { edgeCoordinate, fittedScale, onScale, parameterScale, windowOf } from "./scale.js";
import { sampledRows } from "./numbers.js";
import { seriesStyle, veiled } from "./theme.js";

/** At most so many trials are drawn as marks. */
const RATE_MARKS = 2000;

/** Bands are drawn for so many schedules at once, the more the fainter; beyond that only for the best. */
const RATE_BANDS = 8;

const STRIP_ROW = 20;

/** See the contract in figure.js. */
export const ratePicture = {
  id: "response",
  title: "Learning rate: response of each schedule",
  legend: true,
  zooms: true,

  missing(model) {
    if (!model.rate) return "The learning rate does not vary in this study, so there is no response to it to draw.";
    return model.data.response?.lines?.length || divergedRates(model).length ? "" : model.withoutTrials;
  },

  caption(model) {
    const lines = rateLines(model);
    if (lines.length === 0) {
      if (model.found.length === 0) return `${model.withoutTrials}${divergedWords(model)}`;
      const reason = model.data.response?.without || "there are too few trials for a model";
      return `Each mark is a trial. There is no curve: ${sentenceEnd(reason)}${divergedWords(model)}${model.sampleWords}`;
    }
    const best = model.scheduleOrder.map(index => lines.find(line => line.index === index)).filter(Boolean).slice(0, 3);
    const each = best.map((line, at) => `${line.name ? `${isolatedName(line.name, 40)} is best near` : "The response is best near"} ${figureText(line.best, 2)} (${at ? "" : "95 % interval "}${figureText(line.bestLow, 2)} to ${figureText(line.bestHigh, 2)})`);
    const widest = [...lines].filter(line => line.goodHigh > line.goodLow).sort((a, b) => b.goodHigh / b.goodLow - a.goodHigh / a.goodLow)[0];
    const width = widest && lines.length > 1 ? ` The widest good region has ${isolatedName(widest.name, 40)}: ${figureText(Math.log10(widest.goodHigh / widest.goodLow), 2)} decades.` : "";
    return `${model.doubtWords}${joinedWords(each)}.${width}${divergedWords(model)}${model.sampleWords}`;
  },

  table(model) {
    return {
      head: [["schedule", false], ["best at", true], ["95 % interval", true], ["good from … to", true], ["diverges above", true], ["expected best", true], ["P(best)", true]],
      rows: rateLines(model).map(line => [
        line.name || "all trials", figureText(line.best, 3), `${figureText(line.bestLow, 3)} … ${figureText(line.bestHigh, 3)}`,
        `${figureText(line.goodLow, 3)} … ${figureText(line.goodHigh, 3)}`, figureText(line.divergesAbove, 3),
        model.text(line.expectedBest?.[0]), percentText(line.probabilityBest),
      ]),
    };
  },

  draw(model, frame) {
    const { theme } = frame;
    const lines = rateLines(model);
    const shown = [...frame.shown.styled, ...frame.shown.others];
    const visible = new Set(shown);
    const strip = lines.filter(line => frame.shown.styled.includes(line.index));
    strip.sort((a, b) => shown.indexOf(a.index) - shown.indexOf(b.index));
    const whole = fittedScale(model.found.map(row => model.values[row]), lines.flatMap(line => line.mean), model.minimize);
    const ys = frame.zoom ? windowOf(whole, ...frame.zoom.y) : whole;
    const domain = parameterScale(model.rate);
    const xs = frame.zoom ? windowOf(domain, ...frame.zoom.x) : domain;
    const named = strip.length > 1;
    const stripHeight = strip.length * STRIP_ROW + (strip.length ? 8 : 0);
    const bare = model.found.length === 0 && lines.length === 0;
    const height = bare ? 30 : frame.narrow ? 260 : 320;
    const most = frame.narrow ? 76 : 150;
    const names = named ? Math.min(most, Math.max(...strip.map(line => textWidth(line.name)))) + 14 : 0;
    const left = Math.max(labelRoom(ys, height), names);
    const width = frame.width - left - 14;
    const rug = divergedRates(model).length > 0;
    const top = rug ? 46 : 30;
    const main = new Plot({ left, top, width, height }, xs, ys);
    const below = new Plot({ left, top: top + height + 8, width, height: stripHeight }, xs, { kind: "linear", low: 0, high: Math.max(1, strip.length), to: v => v, from: v => v, ticks: () => [], label: () => "" });
    const plots = strip.length ? [main, below] : [main];
    const option = axesOf(plots, theme, [
      { yName: bare ? "" : model.metric, yLabels: !bare, yLines: !bare, xLabels: !strip.length, xName: strip.length ? "" : cutName(model.rate.path, 60), yLift: rug ? 42 : 24 },
      { yLabels: false, yLines: false, xName: cutName(model.rate.path, 60) },
    ]);
    const bands = frame.shown.styled.length <= RATE_BANDS ? lines.filter(line => frame.shown.styled.includes(line.index)) : lines.filter(line => line.index === model.scheduleOrder[0]);
    const trials = rateTrials(model, main, visible);
    option.series = [
      painted(rateBands(bands, main, visible, theme), { clip: main.clip, z: 1 }),
      ...rateMarks(model, trials, main, frame),
      painted(rateCurves(lines, main, frame), { clip: main.clip, z: 4 }),
      painted(rateRug(model, main, visible, frame), { z: 3 }),
    ];
    if (strip.length) option.series.push(painted(rateStrip(strip, below, theme), { clip: below.clip, z: 3 }), painted(stripNames(strip, below, left, named, theme), { z: 3 }));
    return {
      height: top + height + (strip.length ? stripHeight + 8 : 0) + 46, plots, option,
      marks: [...trials.map(trial => trial.mark), ...rugMarks(model, main, visible)],
      key: strip.length ? "Below the curves: ◆ where the schedule is best, with its 95 % interval; broad bar: within 5 % of its best; ✕ and dots: diverges in more than one of ten trials." : "",
    };
  },
};

/** Lines of the response, with their schedules' indices. */
function rateLines(model) {
  return model.once("rateLines", () => (model.data.response?.lines ?? [])
    .filter(line => line.rates?.length)
    .map(line => ({ ...line, name: line.schedule, index: Math.max(0, model.schedules.indexOf(line.schedule)) })));
}

function sentenceEnd(text) {
  return /[.!?]$/.test(text) ? text : text + ".";
}

function divergedRates(model) {
  return model.once("divergedRates", () => model.rowsWhere(row => model.state(row) === "d" && model.valueOf(model.rate.path, row) != null));
}

function divergedWords(model) {
  const rows = divergedRates(model);
  if (rows.length === 0) return "";
  const lowest = Math.min(...rows.map(row => model.valueOf(model.rate.path, row)));
  return rows.length === 1
    ? ` One trial diverged, at ${figureText(lowest, 2)}.`
    : ` ${rows.length} ${model.sampled ? "of the trials shown " : "trials "}diverged, the lowest at ${figureText(lowest, 2)} (ticks above the plot).`;
}

function rateTrials(model, plot, visible) {
  const path = model.rate.path;
  const rows = model.found.filter(row => visible.has(model.scheduleOf(row)) && model.valueOf(path, row) != null && onScale(plot.x, model.valueOf(path, row)));
  return sampledRows(rows, RATE_MARKS).map(row => {
    const x = plot.x.to(model.valueOf(path, row));
    const y = edgeCoordinate(plot.y, model.values[row]);
    const beyond = !onScale(plot.y, model.values[row]);
    return { row, x, y, beyond, index: model.scheduleOf(row), mark: { trial: model.numbers[row], x: plot.px(x), y: plot.py(y), words: () => model.wordsOf(row) } };
  });
}

function rateMarks(model, trials, plot, frame) {
  const { theme } = frame;
  const groups = new Map();
  const styled = new Set(frame.shown.styled);
  for (const trial of trials) {
    const key = trial.beyond ? "beyond" : styled.has(trial.index) ? trial.index : "others";
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push([trial.x, trial.y]);
  }
  const size = trials.length > 400 ? 5 : 7;
  return [...groups].map(([key, data]) => {
    const style = key === "beyond" ? { color: theme.bad, symbol: "triangle" } : key === "others" ? { color: theme.faint, symbol: "circle" } : seriesStyle(key, theme);
    return {
      type: "scatter", xAxisIndex: 0, yAxisIndex: 0, data, silent: true, animation: false, z: 2,
      symbol: style.symbol, symbolSize: key === "beyond" ? 9 : size, symbolRotate: key === "beyond" && !model.minimize ? 180 : 0,
      large: data.length > 600, itemStyle: { color: style.color, opacity: trials.length > 400 ? 0.5 : 0.7 },
    };
  });
}

function pixelsOf(plot, rates, values) {
  const points = [];
  for (let at = 0; at < rates.length; at++) {
    if (!Number.isFinite(values[at])) continue;
    const up = plot.y.kind === "log" && values[at] <= 0 ? -1e4 : plot.y.to(values[at]);
    points.push([plot.px(plot.x.to(rates[at])), Math.min(1e5, Math.max(-1e5, plot.py(up)))]);
  }
  return points;
}

function rateBands(lines, plot, visible, theme) {
  const banded = lines.filter(line => visible.has(line.index));
  const opacity = (theme.dark ? 0.26 : 0.18) / Math.max(1, banded.length) ** 0.55;
  return banded.map(line => {
    const outline = [...pixelsOf(plot, line.rates, line.low), ...pixelsOf(plot, line.rates, line.high).reverse()];
    return fillShape(outline, veiled(seriesStyle(line.index, theme).color, opacity));
  });
}

function rateCurves(lines, plot, frame) {
  const others = new Set(frame.shown.others);
  const styled = new Set(frame.shown.styled);
  const shapes = lines.filter(line => others.has(line.index)).map(line => strokeShape(pixelsOf(plot, line.rates, line.mean), frame.theme.faint, 1));
  for (const line of lines) {
    if (!styled.has(line.index)) continue;
    const style = seriesStyle(line.index, frame.theme);
    shapes.push(strokeShape(pixelsOf(plot, line.rates, line.mean), style.color, 2.2, style.dash));
    const peak = pixelsOf(plot, [line.best], [valueAt(line, line.best)])[0];
    if (peak) shapes.push(markShape("diamond", peak[0], peak[1], 9, { fill: style.color, stroke: frame.theme.paper, lineWidth: 1.5 }));
  }
  return shapes;
}

function valueAt(line, rate) {
  let at = 0;
  while (at + 1 < line.rates.length && line.rates[at + 1] < rate) at++;
  const next = Math.min(at + 1, line.rates.length - 1);
  const share = next === at || line.rates[next] === line.rates[at] ? 0 : Math.log(rate / line.rates[at]) / Math.log(line.rates[next] / line.rates[at]);
  return line.mean[at] + (line.mean[next] - line.mean[at]) * Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0));
}

function rugMarks(model, plot, visible) {
  const path = model.rate.path;
  return sampledRows(divergedRates(model).filter(row => visible.has(model.scheduleOf(row)) && onScale(plot.x, model.valueOf(path, row))), 800)
    .map(row => ({ trial: model.numbers[row], row, x: plot.px(plot.x.to(model.valueOf(path, row))), y: plot.top - 10, words: () => model.wordsOf(row) }));
}

function rateRug(model, plot, visible, frame) {
  const marks = rugMarks(model, plot, visible);
  if (marks.length === 0) return [];
  const styled = new Set(frame.shown.styled);
  const shapes = marks.map(mark => {
    const index = model.scheduleOf(mark.row);
    return strokeShape([[mark.x, plot.top - 15], [mark.x, plot.top - 5]], styled.has(index) ? seriesStyle(index, frame.theme).color : frame.theme.faint, 1.6);
  });
  shapes.push(strokeShape([[plot.left, plot.top - 3], [plot.right, plot.top - 3]], frame.theme.line, 1));
  const word = "diverged";
  shapes.push(textShape(word, plot.right, plot.top - 24, frame.theme, { fill: frame.theme.soft, align: "right", fontSize: 11 }));
  return shapes;
}

/** One row a schedule: good region, interval of the best rate, the best rate, and from where on it diverges. */
function rateStrip(lines, plot, theme) {
  return lines.flatMap((line, at) => {
    const style = seriesStyle(line.index, theme);
    const y = plot.top + 4 + STRIP_ROW * (at + 0.5);
    const along = rate => plot.px(edgeCoordinate(plot.x, rate) ?? plot.x.low);
    const shapes = [];
    if (line.goodLow > 0) shapes.push(boxShape(along(line.goodLow), y - 5, Math.max(2, along(line.goodHigh) - along(line.goodLow)), 10, { fill: veiled(style.color, theme.dark ? 0.38 : 0.26), radius: 3 }));
    if (line.bestLow > 0) {
      const [from, to] = [along(line.bestLow), along(line.bestHigh)];
      shapes.push(strokeShape([[from, y], [to, y]], style.color, 2), strokeShape([[from, y - 4], [from, y + 4]], style.color, 2), strokeShape([[to, y - 4], [to, y + 4]], style.color, 2));
    }
    if (line.divergesAbove > 0 && onScale(plot.x, line.divergesAbove)) {
      const from = along(line.divergesAbove);
      shapes.push(strokeShape([[from, y], [plot.right, y]], theme.bad, 2, [2, 4]), markShape("cross", from, y, 9, { fill: theme.bad }));
    }
    if (line.best > 0) shapes.push(markShape("diamond", along(line.best), y, 10, { fill: style.color, stroke: theme.paper, lineWidth: 1.5 }));
    return shapes;
  });
}

function stripNames(lines, plot, left, named, theme) {
  if (!named) return [];
  return lines.map((line, at) => textShape(fittedText(line.name || "all trials", left - 14), left - 8, plot.top + 4 + STRIP_ROW * (at + 0.5), theme, { align: "right", fill: theme.ink }));
}
