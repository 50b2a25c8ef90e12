// SPDX-License-Identifier: Apache-2.0
// What all live pages are made of.

import { button, drawn, make, setText } from "./dom.js";
import { countOf, cutName } from "./format.js";

/** What the letters of trials' states stand for. */
const TRIAL_STATES = {
  c: "completed", p: "pruned", d: "diverged", f: "failed", i: "breaks a constraint", r: "running",
};

/** What the states of runs are called. */
const RUN_STATES = {
  running: "running", stopped: "stopped", finished: "finished", elsewhere: "run by another process",
  unreadable: "unreadable", outOfTime: "out of time",
};

/** Waiting for so long is not worth a word, and for so long is worth more than one. */
const QUIET_MILLIS = 400;
const LONG_MILLIS = 5_000;

/** After a server that did not answer. */
const RETRY_MILLIS = 5_000;

/** Where a run's page is. */
export function runAddress(run) {
  return "/run/" + encodeURIComponent(run);
}

/** Where a trial's page is. */
export function trialAddress(run, number) {
  return `${runAddress(run)}/trial/${number}`;
}

/** A trial's number, which leads to its page. */
export function trialLink(run, number, text = String(number)) {
  return make("a", { href: trialAddress(run, number) }, text);
}

/** A name that keeps its writing direction to itself; of a long one beginning and end, all of it when pointed at. */
export function nameOf(text, most = 80) {
  const cut = cutName(text, most);
  return make("bdi", { class: "live-name", title: cut === text ? null : cutName(text, 2_000) }, cut);
}

/** The word for a run's state. */
export function runState(state) {
  return RUN_STATES[state] ?? String(state);
}

/** The word for a trial's state, whether letter or word. */
export function trialState(state) {
  return TRIAL_STATES[state] ?? String(state ?? "");
}

/** A state as a badge: a word, and a colour that says nothing else. */
export function stateBadge(state, word) {
  return make("span", { class: "live-state", "data-state": state }, word);
}

/** A box for what is said to people: role "status" is read out in a pause, "alert" at once. */
export function saying(role = "status") {
  return make("p", { class: "live-say", role, hidden: true });
}

/** Says something in such a box; nothing hides it. */
export function say(box, text, bad = false) {
  setText(box, text);
  box.classList.toggle("live-bad", bad);
  box.hidden = text === "";
}

/**
 * Waits for something and shows that it does: a line after a moment, more words when it takes long, the reason and a
 * way to try again when it fails. A server that does not answer is asked again by itself.
 *
 * @template T
 * @param {HTMLElement} place what is shown there goes when the answer comes
 * @param {string} what is waited for: "the runs"
 * @param {function(): Promise<T>} work
 * @returns {Promise<T>}
 */
export function waitFor(place, what, work) {
  return new Promise(resolve => {
    attempt();

    async function attempt() {
      const began = Date.now();
      const line = make("p", { class: "live-wait", role: "status" });
      let timer = setTimeout(function tick() {
        const waited = Date.now() - began;
        setText(line, waited < LONG_MILLIS
          ? `Loading ${what} …`
          : `Still loading ${what}: ${Math.round(waited / 1000)} s. With many trials the server has much to rank.`);
        if (!line.isConnected) place.replaceChildren(line);
        timer = setTimeout(tick, 1_000);
      }, QUIET_MILLIS);
      try {
        const answer = await work();
        clearTimeout(timer);
        line.remove();
        resolve(answer);
      } catch (error) {
        clearTimeout(timer);
        if (error.status === 401) return;
        let retry = error.status === 0 ? setTimeout(attempt, RETRY_MILLIS) : 0;
        place.replaceChildren(make("div", { class: "live-failed", role: "alert" },
          make("p", {}, `Cannot load ${what}. ${error.message}`),
          button("Try again", () => {
            clearTimeout(retry);
            place.replaceChildren(line);
            attempt();
          })));
      }
    }
  });
}

/**
 * A question before something is done.
 *
 * @param {string} question
 * @param {string} explanation
 * @param {string} yes what the button says that does it
 * @param {?HTMLElement} [more] a field between words and buttons
 * @returns {Promise<boolean>}
 */
export function confirmed(question, explanation, yes, more = null) {
  const heading = make("h2", { id: "live-question" }, question);
  const dialog = make("dialog", { class: "live-dialog", "aria-labelledby": "live-question" }, heading,
    make("p", {}, explanation), ...(more ? [more] : []));
  return new Promise(resolve => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    dialog.append(make("p", { class: "live-buttons" },
      button(yes, () => dialog.close("yes"), { class: "live-primary" }),
      button("Cancel", () => dialog.close("no"))));
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** How long ago, in one unit. */
export function ageText(seconds) {
  if (!Number.isFinite(seconds)) return "";
  if (seconds < 60) return "just now";
  return durationText(seconds) + " ago";
}

/** A duration in the unit that suits, rounded as people round. */
export function durationText(seconds) {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 3_600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 36_000) return `${(seconds / 3_600).toFixed(1).replace(/\.0$/, "")} h`;
  if (seconds < 172_800) return `${Math.round(seconds / 3_600)} h`;
  return countOf(Math.round(seconds / 86_400), "day");
}

const SPARK_WIDTH = 120;
const SPARK_HEIGHT = 30;

/** A small curve without axes; what it says is said in words beside it. */
export function sparkline() {
  const line = drawn("polyline", { class: "live-spark-line", points: "" });
  // A stroke without a length is a dot, and stays round however the drawing is stretched.
  const dot = drawn("path", { class: "live-spark-dot", d: "" });
  const element = drawn("svg", {
    class: "live-spark", viewBox: `0 0 ${SPARK_WIDTH} ${SPARK_HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": true,
  }, line, dot);
  return { element, draw: values => drawSparkline(line, dot, values) };
}

function drawSparkline(line, dot, values) {
  const finite = values.filter(Number.isFinite);
  const low = Math.min(...finite);
  const high = Math.max(...finite);
  // A loss falls by factors: on an even scale all but its first epochs would be a flat line.
  const scale = low > 0 && high / low > 20 ? Math.log : value => value;
  const span = scale(high) - scale(low) || 1;
  const points = [];
  values.forEach((value, index) => {
    if (!Number.isFinite(value)) return;
    const x = values.length < 2 ? 2 : 2 + index / (values.length - 1) * (SPARK_WIDTH - 6);
    points.push([x, SPARK_HEIGHT - 3 - (scale(value) - scale(low)) / span * (SPARK_HEIGHT - 6)]);
  });
  line.setAttribute("points", points.map(point => point.map(part => part.toFixed(1)).join(",")).join(" "));
  const last = points[points.length - 1];
  dot.setAttribute("d", last ? `M${last[0].toFixed(1)},${last[1].toFixed(1)}h0` : "");
}

/** A table that scrolls by itself where it is too wide, and by keyboard, too. */
export function wideTable(table, label) {
  return make("div", { class: "wide", role: "region", tabindex: "0", "aria-label": label }, table);
}
