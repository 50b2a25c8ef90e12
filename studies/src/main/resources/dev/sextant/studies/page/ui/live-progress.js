// SPDX-License-Identifier: Apache-2.0
// The upper part of a run's page: how far it is, what is best, what runs and what ended just now.

import { make, setText } from "./dom.js";
import { countOf, countText, figureText, plainName } from "./format.js";
import { durationText, nameOf, runState, sparkline, stateBadge, trialLink, trialState } from "./live-parts.js";

/** So many ended trials, and lines, are shown. */
const ENDED = 20;
const LINES = 40;

/** A screen reader is told no more often than this. */
const SPOKEN_MILLIS = 15_000;

const PHASES = { search: "Searching", confirmation: "Training the leaders again", confirm: "Training the leaders again", test: "Opening the test rows" };
const GOES_ON = ["running", "elsewhere"];
const COUNTS = ["completed", "pruned", "diverged", "failed"];

/** How far a run is. */
export class Progress {
  constructor(run) {
    this.run = run;
    this.spoken = 0;
    this.ended = [];
    this.slots = [];
    this.badge = make("p", { class: "live-phase" });
    this.bar = make("progress", { "aria-label": "Progress", max: 1, value: 0 });
    this.words = make("p", { class: "live-done" });
    this.counts = make("p", { class: "live-counts" });
    this.best = make("p", { class: "live-best" });
    this.voice = make("p", { class: "unseen", role: "status" });
    this.running = make("ol", { class: "live-slots" });
    this.none = make("p", { class: "note" }, "No trial is running.");
    this.endedBody = make("tbody", {});
    this.endedMore = make("p", { class: "note" });
    this.lines = make("ol", { class: "live-lines" });
    this.runningPart = make("section", { hidden: true }, make("h2", {}, "Running now"), this.running, this.none);
    this.endedPart = make("section", { hidden: true },
      make("h2", { id: "live-ended" }, "Ended just now"),
      make("div", { class: "wide live-recent", tabindex: "0", role: "region", "aria-labelledby": "live-ended" },
        make("table", {},
          make("thead", {}, make("tr", {},
            make("th", { scope: "col", class: "number" }, "trial"), make("th", { scope: "col" }, "state"),
            make("th", { scope: "col", class: "number" }, "value"), make("th", { scope: "col", class: "number" }, "epochs"),
            make("th", { scope: "col" }, "curve"))),
          this.endedBody)),
      this.endedMore);
    this.linesPart = make("details", { class: "live-messages", hidden: true }, make("summary", {}, "Messages"),
      make("div", { class: "live-scroll", tabindex: "0", role: "region", "aria-label": "Messages" }, this.lines));
    this.head = make("div", { class: "live-progress" }, this.badge, this.bar, this.words, this.counts, this.best, this.voice);
  }

  /** What a page that was just loaded knows, until a frame knows better. */
  page(data) {
    const trials = data.trials ?? {};
    this.metric = data.objective?.metric ?? "value";
    this.state(data.state ?? data.ending);
    if (this.framed) return;
    setText(this.counts, "");
    this.countsOf({
      completed: letters(trials.state, "ci"), pruned: letters(trials.state, "p"), diverged: letters(trials.state, "d"),
      failed: letters(trials.state, "f"),
    }, trials.sampled || data.sampled);
    setText(this.words, countOf(trials.count ?? 0, "trial") + " ended");
    const at = (trials.value ?? []).findIndex((value, index) => value != null && trials.state?.[index] === "c");
    if (at >= 0) this.bestOf([{ metric: this.metric, value: trials.value[at], trial: trials.number[at] }]);
    const order = (trials.number ?? []).map((number, index) => index).sort((one, other) => trials.number[other] - trials.number[one]);
    this.ended = order.slice(0, ENDED).map(index => ({
      number: trials.number[index], state: trials.state[index], value: trials.value[index], epochs: trials.epochs?.[index],
    }));
    this.drawEnded(0);
  }

  state(state) {
    if (!state || state === this.shown) return;
    this.shown = state;
    this.badge.replaceChildren(stateBadge(state, runState(state)));
    this.runningPart.hidden = !GOES_ON.includes(state);
    // A run that ended has no progress any more, and its trials are all in the tables.
    this.bar.hidden = !GOES_ON.includes(state) && !this.framed;
  }

  /** One frame; ended has all that ended since the last one that was drawn. */
  frame(frame, ended) {
    this.framed = true;
    this.bar.hidden = false;
    const phase = PHASES[String(frame.phase).toLowerCase()] ?? String(frame.phase ?? "");
    if (GOES_ON.includes(this.shown)) this.badge.replaceChildren(stateBadge(this.shown, runState(this.shown)), " ", plainName(phase));
    if (frame.total > 0) {
      this.bar.max = frame.total;
      this.bar.value = Math.min(frame.done ?? 0, frame.total);
    } else this.bar.removeAttribute("value");
    const done = `${countText(frame.done ?? 0)}${frame.total > 0 ? " of " + countText(frame.total) : ""} trials`;
    const left = Number.isFinite(frame.left) && GOES_ON.includes(this.shown) ? `, about ${durationText(frame.left)} left` : "";
    setText(this.words, done + left);
    this.countsOf(frame.counts ?? {}, false);
    this.bestOf(frame.best ?? []);
    this.drawRunning(frame.running ?? []);
    if (ended.length > 0) {
      this.ended = [...ended.toReversed(), ...this.ended].slice(0, ENDED);
      this.drawEnded(frame.more ?? 0);
    }
    this.say(frame.words ?? []);
    this.speak(`${phase}: ${done}${left}. ${this.best.textContent}`);
    return done;
  }

  countsOf(counts, sampled) {
    const parts = [];
    for (const name of COUNTS)
      if (counts[name] > 0 || name === "completed")
        parts.push(make("span", { "data-state": name[0] }, `${countText(counts[name] ?? 0)} ${name}`));
    if (sampled) parts.push(make("span", {}, "in the sample that is shown"));
    const text = parts.map(part => part.textContent).join();
    if (text === this.countsShown) return;
    this.countsShown = text;
    this.counts.replaceChildren(...parts);
  }

  bestOf(best) {
    const text = JSON.stringify(best);
    if (text === this.bestShown) return;
    this.bestShown = text;
    this.best.replaceChildren(...(best.length === 0 ? ["No trial has completed yet."] : ["Best so far: "]),
      ...best.flatMap((goal, index) => [
        index ? "; " : "", nameOf(goal.metric, 40), " ", make("strong", {}, figureText(goal.value)),
        ...(goal.trial == null ? [] : [" in ", trialLink(this.run, goal.trial, "trial " + goal.trial)]),
      ]));
  }

  drawRunning(running) {
    while (this.slots.length < running.length) this.slots.push(new Slot(this.run, this.running));
    let busy = 0;
    this.slots.forEach((slot, index) => {
      slot.show(running[index] ?? null);
      if (running[index]) busy++;
    });
    this.none.hidden = busy > 0;
    this.running.hidden = this.slots.length === 0;
  }

  drawEnded(more) {
    this.endedPart.hidden = this.ended.length === 0;
    const focused = document.activeElement?.closest?.("tr[data-trial]")?.dataset.trial;
    const old = new Map([...this.endedBody.children].map(row => [row.dataset.key, row]));
    this.endedBody.replaceChildren(...this.ended.map(trial => {
      const key = `${trial.number} ${trial.state} ${trial.value}`;
      return old.get(key) ?? endedRow(this.run, trial, key);
    }));
    if (focused && !document.activeElement?.closest("tr[data-trial]"))
      this.endedBody.querySelector(`tr[data-trial="${CSS.escape(focused)}"] a`)?.focus({ preventScroll: true });
    setText(this.endedMore, more > 0 ? `and ${countText(more)} more in the same moment` : "");
  }

  say(words) {
    if (words.length === 0) return;
    this.linesPart.hidden = false;
    for (const line of words.slice(-LINES)) this.lines.append(make("li", {}, nameOf(line, 500)));
    while (this.lines.childElementCount > LINES) this.lines.firstChild.remove();
  }

  speak(text) {
    if (Date.now() - this.spoken < SPOKEN_MILLIS) return;
    this.spoken = Date.now();
    setText(this.voice, text);
  }
}

function letters(text, which) {
  let count = 0;
  for (const letter of text ?? "") if (which.includes(letter)) count++;
  return count;
}

function endedRow(run, trial, key) {
  const spark = sparkline();
  const values = trial.curve?.values ?? [];
  if (values.length > 1) spark.draw(values);
  const role = trial.role && trial.role !== "search" ? ` (${trial.role})` : "";
  return make("tr", { "data-trial": trial.number, "data-key": key },
    make("th", { scope: "row", class: "number" }, trialLink(run, trial.number)),
    make("td", {}, stateBadge(trial.state, trialState(trial.state) + role)),
    make("td", { class: "number" }, figureText(trial.value)),
    make("td", { class: "number" }, trial.epochs == null ? "–" : countText(trial.epochs)),
    make("td", {}, ...(values.length > 1 ? [spark.element] : [])));
}

/** One worker, and the trial that it trains. */
class Slot {
  constructor(run, list) {
    this.run = run;
    this.link = make("a", {});
    this.label = make("span", { class: "live-label" });
    this.epochs = make("span", {});
    this.value = make("strong", {});
    this.spark = sparkline();
    this.idle = make("span", { class: "note" }, "idle");
    this.busy = make("div", { class: "live-slot" },
      make("p", {}, this.link, " ", this.label), this.spark.element, make("p", { class: "live-figures" }, this.value, " ", this.epochs));
    list.append(make("li", {}, this.idle, this.busy));
  }

  show(training) {
    this.busy.hidden = !training;
    this.idle.hidden = !!training;
    if (!training) return;
    const text = "Trial " + training.trial;
    if (this.link.textContent !== text) {
      this.link.textContent = text;
      this.link.href = trialLink(this.run, training.trial).href;
      this.label.replaceChildren(nameOf(training.label ?? "", 60));
    }
    setText(this.value, training.value == null ? "no value yet" : figureText(training.value));
    const since = Number.isFinite(training.since) && training.since >= 1 ? `, ${durationText(training.since)}` : "";
    setText(this.epochs, `epoch ${countText(training.epoch ?? 0)}`
      + (training.epochs > 0 ? ` of ${countText(training.epochs)}` : "") + since);
    this.spark.draw((training.curve ?? []).map(value => value ?? NaN));
  }
}
