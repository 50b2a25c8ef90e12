// SPDX-License-Identifier: Apache-2.0
// The page's data with what the pictures ask of it. Rows are places in the rank order of the trials.

import { columnTexts, countText, cutName, figureText, lastPart, metricWords } from "./format.js";
import { valueScale } from "./scale.js";

const STATE_WORDS = { c: "completed", p: "pruned", d: "diverged", f: "failed", i: "breaks a constraint" };

/** The word for a state letter. */
export function stateWord(letter) {
  return STATE_WORDS[letter] ?? "unknown";
}

/** One run, as the pictures see it. */
export class Model {
  /** @param {Object} data of format 1 */
  constructor(data) {
    this.data = data;
    const trials = data.trials ?? {};
    this.numbers = trials.number ?? [];
    this.states = trials.state ?? "";
    this.values = trials.value ?? [];
    this.confirmed = trials.confirmed ?? [];
    this.epochs = trials.epochs ?? [];
    this.bestEpochs = trials.bestEpoch ?? [];
    this.ties = trials.tie ?? [];
    this.columns = trials.values ?? {};
    this.goals = trials.objectives ?? {};
    this.count = trials.count ?? this.numbers.length;
    this.sampled = Boolean(trials.sampled) || this.count > this.numbers.length;
    this.metricPath = data.objective?.metric ?? "value";
    this.metric = metricWords(this.metricPath);
    this.minimize = data.objective?.direction !== "maximize";
    this.parameters = data.parameters ?? [];
    this.schedules = data.schedules ?? [];
    this.schedulePlaces = trials.schedule ?? [];
    this.rate = this.parameters.find(parameter => parameter.path === data.rate) ?? null;
    this.remembered = new Map();
  }

  /** A thing that is computed when first asked for. */
  once(name, compute) {
    if (!this.remembered.has(name)) this.remembered.set(name, compute());
    return this.remembered.get(name);
  }

  /** The row of a trial; -1 where the page does not hold it. */
  rowOf(number) {
    const places = this.once("rows", () => new Map(this.numbers.map((each, row) => [each, row])));
    return places.get(number) ?? -1;
  }

  state(row) {
    return this.states[row] ?? "";
  }

  /** Whether a trial's value is one that counts: completed, whether or not it keeps the constraints. */
  completed(row) {
    const letter = this.state(row);
    return letter === "c" || letter === "i";
  }

  /** Rows of completed trials with a finite value, in rank order. */
  get found() {
    return this.once("found", () => this.rowsWhere(row => this.completed(row) && Number.isFinite(this.values[row])));
  }

  rowsWhere(holds) {
    const rows = [];
    for (let row = 0; row < this.numbers.length; row++) if (holds(row)) rows.push(row);
    return rows;
  }

  /** Index of a trial's schedule; -1 where it has none. */
  scheduleOf(row) {
    const index = this.schedulePlaces[row] ?? -1;
    return index < 0 && this.schedules.length <= 1 ? 0 : index;
  }

  /** A schedule's name as people read it; "all trials" where there is none. */
  scheduleName(index, most = 40) {
    return cutName(this.schedules[index] || (index < 0 && this.schedules.length > 1 ? "no schedule" : "all trials"), most);
  }

  /** A parameter's value in a trial, a number or an option's index; null where it is not active. */
  valueOf(path, row) {
    return this.columns[path]?.[row] ?? null;
  }

  /** A parameter's value as text. */
  valueText(parameter, value) {
    if (value == null) return "not active";
    return parameter.kind === "choice" ? cutName(parameter.options?.[value] ?? String(value), 40) : figureText(value, 3);
  }

  /** A value of the objective as the tables write it: all with the decimals of the best. */
  text(value) {
    return this.once("text", () => columnTexts(this.confirmed.find(Number.isFinite) ?? this.values[this.found[0]] ?? 0))(value);
  }

  /** The scale of the objective that all pictures share. */
  get objectiveScale() {
    return this.once("scale", () => valueScale(this.found.map(row => this.values[row]), this.minimize));
  }

  /** 1 for the best of the scale, 0 for its worst. */
  goodness(value, scale = this.objectiveScale) {
    if (!Number.isFinite(value)) return 0;
    const at = scale.kind === "log" && value <= 0 ? scale.low : scale.to(value);
    const share = Math.min(1, Math.max(0, (at - scale.low) / (scale.high - scale.low)));
    return this.minimize ? 1 - share : share;
  }

  /** What is told of a trial that is pointed at: pairs of name and value. */
  wordsOf(row, most = 10) {
    const words = [[`Trial ${this.numbers[row]}`, stateWord(this.state(row))]];
    if (Number.isFinite(this.values[row])) words.push([this.metric, this.text(this.values[row])]);
    if (Number.isFinite(this.confirmed[row])) words.push(["confirmed", this.text(this.confirmed[row])]);
    for (const parameter of this.parameters) {
      if (words.length > most) break;
      const value = this.valueOf(parameter.path, row);
      if (value != null) words.push([cutName(lastPart(parameter.path), 28), this.valueText(parameter, value)]);
    }
    if (this.bestEpochs[row] > 0) words.push(["best epoch", `${this.bestEpochs[row]} of ${this.epochs[row] ?? "?"}`]);
    return words;
  }

  /** A warning before what the model says, where it does not predict trials well; else empty. */
  get doubtWords() {
    return this.data.health?.trusted === false ? "Take this as a guess: the model does not predict well trials that it has not seen. " : "";
  }

  /** That only a part of the trials is drawn, where it is so; else empty. */
  get sampleWords() {
    return this.sampled ? ` Drawn: ${countText(this.numbers.length)} of ${countText(this.count)} trials.` : "";
  }

  /** Schedules by how good their best is, the best first; those without a completed trial last. */
  get scheduleOrder() {
    return this.once("order", () => {
      const first = new Map();
      for (const row of this.found) if (!first.has(this.scheduleOf(row))) first.set(this.scheduleOf(row), first.size);
      for (const line of this.data.response?.lines ?? []) {
        const index = this.schedules.indexOf(line.schedule);
        if (!first.has(index)) first.set(index, first.size);
      }
      this.schedules.forEach((_, index) => first.has(index) || first.set(index, first.size));
      return [...first.keys()];
    });
  }

  /** Why there is no trial to draw; empty where there is one. */
  get withoutTrials() {
    if (this.count === 0) return "No trial has ended yet.";
    if (this.found.length > 0) return "";
    const diverged = this.rowsWhere(row => this.state(row) === "d").length;
    return diverged === this.numbers.length
      ? `All ${this.count === 1 ? "of the one trial" : this.count + " trials"} diverged, so there is no value to draw.`
      : "No trial has completed, so there is no value to draw.";
  }
}
