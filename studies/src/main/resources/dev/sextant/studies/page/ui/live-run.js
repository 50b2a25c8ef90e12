// SPDX-License-Identifier: Apache-2.0
// A run's page: what happens in it now, what can be done to it, and its report, which is drawn anew as trials end.

import { button, make } from "./dom.js";
import { plainName } from "./format.js";
import { ask, tell } from "./live-api.js";
import { enqueueForm } from "./live-enqueue.js";
import { confirmed, say, saying, trialAddress, waitFor } from "./live-parts.js";
import { Progress } from "./live-progress.js";
import { listen } from "./live-stream.js";

/** The report is renewed no more often than this, and takes at most a fifth of the time. */
const RENEW_MILLIS = 1_500;
const RENEW_FACTOR = 4;

/** How often a run that this server does not train is looked at. */
const LOOK_MILLIS = 3_000;

const LONG_NAME = 200;

const EXPORTS = [
  ["report.html", "Report"], ["report.md", "Report as Markdown"], ["report.json", "Report as JSON"],
  ["trials.csv", "Trials as CSV"], ["study.resolved.json", "The study with its defaults"],
];

/** Of what came since the last picture, so many ended trials and lines are drawn. */
const KEPT_ENDED = 50;

/** Shows a run. */
export async function showRun(main, run) {
  document.title = "Run – Sextant";
  const place = make("div", {});
  main.replaceChildren(place);
  const data = await waitFor(place, "this run", () => ask(address(run)));
  new RunPage(run, place, data).begin();
}

function address(run) {
  return "/api/runs/" + encodeURIComponent(run);
}

const END_WORDS = { finished: "The search is finished.", stopped: "The search has stopped. It can be resumed." };

class RunPage {
  constructor(run, place, data) {
    this.run = run;
    this.place = place;
    this.data = data;
    this.ended = [];
    this.words = [];
    this.more = 0;
    this.done = "";
    this.over = false;
    this.next = null;
    this.renewing = false;
    this.pause = RENEW_MILLIS;
    this.progress = new Progress(run);
    this.connection = make("p", { class: "live-lost", role: "status", hidden: true });
    this.box = saying("status");
    this.problem = saying("alert");
    this.old = saying("alert");
    this.actions = make("div", { class: "live-actions", role: "group", "aria-label": "What can be done" });
    this.wait = make("p", { class: "live-wait" }, "Drawing the report …");
    this.enqueue = make("div", {});
    this.downloads = make("details", { class: "live-downloads" }, make("summary", {}, "Downloads"),
      make("ul", {}, ...EXPORTS.map(([file, text]) =>
        make("li", {}, make("a", { href: `${address(run)}/export/${file}`, download: file }, text), " ", make("span", { class: "note" }, file)))));
  }

  begin() {
    this.place.replaceChildren(
      make("header", { class: "live-head" },
        // A name too long for its place is scrolled, by keyboard, too.
        make("h1", { dir: "auto", tabindex: (this.data.study ?? "").length > LONG_NAME ? "0" : null }, this.data.study || "unnamed"),
        this.connection, this.progress.head, this.actions, this.problem, this.old, this.box),
      this.progress.runningPart, this.progress.endedPart, this.progress.linesPart,
      this.enqueue, this.downloads, this.wait);
    this.take(this.data);
    this.showReport();
  }

  /** What a page's data says beside its report. */
  take(data) {
    this.data = data;
    this.state = data.state ?? data.ending;
    // What another process does is told here, too, by looking at its files.
    const goesOn = this.state === "running" || this.state === "elsewhere";
    if (!goesOn) {
      // The page may hear of the end before the stream tells it.
      if (this.stream && !this.over) {
        this.over = true;
        say(this.box, END_WORDS[this.state] ?? "The search has ended.");
      }
      this.stopping = false;
      this.stream?.close();
      this.stream = null;
      this.connection.hidden = true;
    }
    this.progress.page(data);
    this.offer();
    this.title();
    if (goesOn && !this.stream) {
      this.over = false;
      this.stream = listen(this.run, {
        frame: frame => this.frame(frame),
        ending: ending => this.endingSeen(ending),
        reset: () => this.renewSoon(),
        connection: open => this.connected(open),
      });
      // What ended between the answer and the first event.
      this.renewSoon();
    }
    if (!goesOn && this.state !== "finished") this.lookLater();
  }

  connected(open) {
    this.connection.hidden = open;
    if (!open) this.connection.textContent = "The connection is lost. Trying again …";
    // A server that went and came again may tell another story.
    if (open && this.wasLost) this.renewSoon();
    this.wasLost = !open;
  }

  frame(frame) {
    this.ended = [...this.ended, ...(frame.ended ?? [])].slice(-KEPT_ENDED);
    this.words = [...this.words, ...(frame.words ?? [])].slice(-KEPT_ENDED);
    this.more = this.more + (frame.more ?? 0);
    if ((frame.ended ?? []).length > 0 || frame.more > 0) this.renewSoon();
    const waiting = this.next !== null;
    this.next = frame;
    // Events that come faster than pictures are drawn become one picture; a hidden page draws none.
    if (!waiting) requestAnimationFrame(() => this.draw());
  }

  draw() {
    const frame = { ...this.next, words: this.words, more: this.more };
    const ended = this.ended;
    this.next = null;
    this.ended = [];
    this.words = [];
    this.more = 0;
    this.done = this.progress.frame(frame, ended);
    this.title();
  }

  endingSeen(ending) {
    this.stream?.close();
    this.stream = null;
    this.connection.hidden = true;
    this.stopping = false;
    say(this.box, plainName(ending.message || END_WORDS[ending.ending] || "The search has ended."));
    // At once: a server that was opened for this run alone is gone in a moment.
    this.over = true;
    this.renew();
  }

  title() {
    const { done } = this;
    const name = plainName(this.data.study || "unnamed").slice(0, 60);
    document.title = `${this.state === "running" && done ? done + " · " : ""}${name} – Sextant`;
  }

  lookLater() {
    clearTimeout(this.looking);
    this.looking = setTimeout(async () => {
      if (!this.place.isConnected) return;
      if (!document.hidden) await this.renew();
      if (!this.stream && this.state !== "finished") this.lookLater();
    }, LOOK_MILLIS);
  }

  /** Asks for the page's data again before long; many wishes become one question. */
  renewSoon() {
    if (this.renewing) this.wished = true;
    if (this.timer || this.renewing) return;
    this.timer = setTimeout(async () => {
      this.timer = 0;
      this.renewing = true;
      const began = performance.now();
      await this.renew();
      this.pause = Math.max(RENEW_MILLIS, (performance.now() - began) * RENEW_FACTOR);
      this.renewing = false;
      if (this.wished) this.renewSoon();
      this.wished = false;
    }, this.pause);
  }

  async renew() {
    try {
      const data = await ask(address(this.run));
      say(this.old, "");
      this.take(data);
      this.view?.update(data);
    } catch (refusal) {
      if (refusal.status === 401) return;
      if (!(refusal.status >= 0)) throw refusal;
      if ([0, 503].includes(refusal.status) && this.over) {
        say(this.old, "The server has ended with its run. Show the run again with: sextant serve");
        this.actions.hidden = true;
        this.enqueue.replaceChildren();
      } else say(this.old, refusal.message + " What stands here may be out of date.", true);
    }
  }

  /** The report below. Its pictures' library is large: it comes after what matters first is on the screen. */
  async showReport() {
    try {
      const [{ show }] = await Promise.all([import("./report.js"), loadCharts()]);
      this.wait.remove();
      this.view = show(this.place, this.data, { trialAddress: number => trialAddress(this.run, number) });
    } catch (error) {
      this.wait.remove();
      this.place.append(make("p", { class: "live-failed", role: "alert" }, `The report cannot be drawn: ${error.message}`));
    }
  }

  /** The buttons that fit what can be done now. */
  offer() {
    const actions = this.data.actions ?? [];
    const text = JSON.stringify([actions, this.stopping]);
    if (text === this.offered) return;
    this.offered = text;
    const focused = this.actions.contains(document.activeElement);
    this.actions.replaceChildren();
    if (actions.includes("stop"))
      this.actions.append(button(this.stopping ? "Stopping …" : "Stop the search", () => this.stop(), { disabled: !!this.stopping }));
    if (actions.includes("resume")) this.actions.append(button("Resume the search", () => this.resume(), { class: "live-primary" }));
    this.actions.hidden = this.actions.childElementCount === 0;
    if (focused) this.actions.querySelector("button:not([disabled])")?.focus();
    // A form that somebody is filling in stays as it is.
    if (!actions.includes("enqueue")) this.enqueue.replaceChildren();
    else if (this.enqueue.childElementCount === 0) this.enqueue.append(enqueueForm(this.run, this.data.parameters, () => this.data));
  }

  async stop() {
    if (!await confirmed("Stop this search?",
      "What has ended is kept. Trials that are running come to their end, or are trained again when the search is resumed.",
      "Stop the search")) return;
    this.stopping = true;
    this.offer();
    await this.act("stop", {}, "Stopping.");
  }

  async resume() {
    const field = make("input", { id: "live-workers", type: "number", min: 1, max: 1024, step: 1, inputmode: "numeric" });
    const more = make("p", {}, make("label", { for: "live-workers" }, "Workers (empty: as many as the server chooses) "), field);
    if (!await confirmed("Resume this search?", "It goes on where it stopped, and ends as it would have ended without a stop.",
      "Resume the search", more)) return;
    await this.act("resume", field.value ? { workers: Number(field.value) } : {}, "The search goes on.");
  }

  async act(action, body, done) {
    say(this.box, "");
    say(this.problem, "");
    try {
      const answer = await tell(`${address(this.run)}/${action}`, body);
      say(this.box, plainName(answer.message ?? done));
    } catch (refusal) {
      this.stopping = false;
      say(this.problem, refusal.message, true);
    }
    await this.renew();
  }
}

let charts = null;

/** Loads the pictures' library, once. */
function loadCharts() {
  charts ??= new Promise((resolve, reject) => {
    const script = make("script", { src: "/ui/echarts.min.js" });
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => {
      charts = null;
      reject(new Error("the server did not send its pictures' library"));
    });
    document.head.append(script);
  });
  return charts;
}
