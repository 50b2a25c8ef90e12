// SPDX-License-Identifier: Apache-2.0
// Which worker trained which trial when. It tells how this run went and is not part of the result.

import { countOf, percentText, secondsText } from "./format.js";
import { stateWord } from "./model.js";
import { Plot, axesOf, boxShape, fittedText, painted, textShape, textWidth } from "./plot.js";
import { linearScale, windowOf } from "./scale.js";

const TIMELINE_ROW = 26;
const TIMELINE_BARS = 4000;

/** See the contract in figure.js. */
export const timelinePicture = {
  id: "timeline",
  title: "Workers over time",
  zooms: true,

  missing(model) {
    return model.data.timeline?.bars?.length ? "" : "How the trials followed each other in time was not recorded.";
  },

  caption(model) {
    const { workers, bars } = model.data.timeline;
    const end = lastSecond(bars);
    const busy = bars.reduce((sum, bar) => sum + Math.max(0, bar.to - bar.from), 0);
    const use = model.data.timeline.sampled ? "" : `; they were busy ${percentText(busy / (end * workers.length))} of the time`;
    return `${countOf(bars.length, "training")}${model.data.timeline.sampled ? " (a sample)" : ""} on ${countOf(workers.length, "worker")} in ${secondsText(end)}${use}.`;
  },

  table(model) {
    const { workers, bars } = model.data.timeline;
    return { head: [["trial", true], ["worker", false], ["from", true], ["to", true], ["state", false]], rows: bars.map(bar => [String(bar.trial), workers[bar.worker], secondsText(bar.from), secondsText(bar.to), stateWord(bar.state)]) };
  },

  draw(model, frame) {
    const { theme } = frame;
    const { workers, bars } = model.data.timeline;
    const left = Math.ceil(Math.min(frame.narrow ? 70 : 140, Math.max(...workers.map(worker => textWidth(worker.slice(0, 100)))))) + 14;
    const end = lastSecond(bars);
    const [unit, name] = end < 100 ? [1, "seconds"] : end < 6000 ? [60, "minutes"] : [3600, "hours"];
    const whole = linearScale(0, end / unit);
    const xs = frame.zoom ? windowOf(whole, ...frame.zoom.x) : whole;
    const row = Math.max(6, Math.min(TIMELINE_ROW, 900 / workers.length));
    const plot = new Plot({ left, top: 6, width: frame.width - left - 18, height: workers.length * row + 6 }, xs, { ...linearScale(0, 1), ticks: () => [] });
    const option = axesOf([plot], theme, [{ yLabels: false, yLines: false, xName: `${name} from the start` }]);
    const colours = { c: theme.colours[0], i: theme.colours[3], p: theme.faint, d: theme.bad, f: theme.colours[4] };
    const marks = [];
    const shapes = [];
    const stride = Math.ceil(bars.length / TIMELINE_BARS);
    for (let at = 0; at < bars.length; at += stride) {
      const bar = bars[at];
      const from = plot.px(bar.from / unit);
      const to = plot.px(bar.to / unit);
      if (to < plot.left || from > plot.right) continue;
      const box = [from, plot.top + 3 + row * bar.worker + row * 0.12, Math.max(1.2, to - from - (to - from > 4 ? 1 : 0)), row * 0.76];
      shapes.push(boxShape(...box, { fill: colours[bar.state] ?? theme.soft, radius: 1.5 }));
      marks.push({ trial: bar.trial, box, words: () => [[`Trial ${bar.trial}`, stateWord(bar.state)], ["worker", workers[bar.worker]], ["from", secondsText(bar.from)], ["took", secondsText(bar.to - bar.from)]] });
    }
    const every = Math.max(1, Math.ceil(14 / row));
    const names = workers.map((worker, at) => at % every ? null : textShape(fittedText(worker, left - 14), left - 8, plot.top + 3 + row * (at + 0.5), theme, { align: "right" })).filter(Boolean);
    option.series = [painted(shapes, { clip: plot.clip, z: 3 }), painted(names, { z: 3 })];
    const states = ["c", "i", "p", "d", "f"].filter(state => bars.some(bar => bar.state === state));
    const colourNames = { c: "blue", i: "purple", p: "grey", d: "red", f: "amber" };
    return { height: plot.bottom + 48, plots: [plot], option, marks, key: states.map(state => `${colourNames[state]}: ${stateWord(state)}`).join(", ") + "." };
  },
};

function lastSecond(bars) {
  return bars.reduce((last, bar) => Math.max(last, bar.to), 0) || 1;
}
