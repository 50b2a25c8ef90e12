// SPDX-License-Identifier: Apache-2.0
// A trial's page: what it was, why it was tried, how it went and why it ended.

import { make } from "./dom.js";
import { countText, figureText, plainName } from "./format.js";
import { ask } from "./live-api.js";
import { lineChart } from "./live-charts.js";
import { nameOf, runAddress, say, saying, stateBadge, trialLink, trialState, waitFor, wideTable } from "./live-parts.js";

/** How often a trial that is not finished is looked at. */
const LOOK_MILLIS = 2_000;

/** A curve's table has at most so many rows: the first, the last and some between. */
const ROWS = 200;

const ENDED = ["c", "p", "d", "f", "i", "completed", "pruned", "diverged", "failed"];

/** Shows a trial, anew for as long as it is not finished. */
export async function showTrial(main, run, number) {
  document.title = `Trial ${number} – Sextant`;
  const place = make("div", {});
  const lost = saying("alert");
  main.replaceChildren(make("h1", {}, `Trial ${number}`), lost, place);
  const address = `/api/runs/${encodeURIComponent(run)}/trials/${number}`;
  let trial = await waitFor(place, "this trial", () => ask(address));
  let drawn = "";
  for (;;) {
    const text = JSON.stringify(trial);
    // What is open, and what is selected, stays while nothing is new.
    if (text !== drawn) draw(place, run, trial);
    drawn = text;
    if (ENDED.includes(trial.state)) return;
    await new Promise(resolve => setTimeout(resolve, LOOK_MILLIS));
    if (!place.isConnected) return;
    if (document.hidden) continue;
    try {
      trial = await ask(address);
      say(lost, "");
    } catch (refusal) {
      if (refusal.status === 401) return;
      say(lost, refusal.message + " What stands here may be out of date.", true);
    }
  }
}

function draw(place, run, trial) {
  const open = new Set([...place.querySelectorAll("details[open]")].map(details => details.dataset.part));
  const focused = document.activeElement?.closest?.("details")?.dataset.part;
  const study = trial.study ? [" of ", make("a", { href: runAddress(run) }, nameOf(trial.study, 80))] : [];
  place.replaceChildren(
    make("p", { class: "live-sub" }, stateBadge(letter(trial.state), trialState(trial.state)), " ", ...role(run, trial), ...study),
    ...sentences("Message", trial.message ? [trial.message] : []),
    facts(trial),
    ...curve(trial),
    ...sentences("Why this configuration", trial.proposal),
    ...plan(trial),
    ...sentences("Its health", trial.health),
    ...readings(trial),
    ...attempts(trial),
    ...folded("document", "The whole document that was trained", trial.document == null ? [] : [make("pre", { tabindex: "0" }, JSON.stringify(trial.document, null, 2))]),
    ...folded("log", "What it wrote", (trial.log ?? []).length === 0 ? [] : [make("pre", { tabindex: "0" }, trial.log.join("\n"))]));
  for (const details of place.querySelectorAll("details")) {
    if (open.has(details.dataset.part)) details.open = true;
    if (focused && details.dataset.part === focused) details.querySelector("summary").focus({ preventScroll: true });
  }
}

function letter(state) {
  return state === "running" ? "running" : String(state ?? "")[0];
}

function role(run, trial) {
  if (trial.role === "confirmation")
    return [trialLink(run, trial.of, `Trial ${trial.of}`), ` trained again, with fresh seed ${trial.replicate}`];
  if (trial.role === "test") return [trialLink(run, trial.of, `Trial ${trial.of}`), " on the test rows"];
  return ["A trial of the search"];
}

function facts(trial) {
  const rows = [
    ["value", figureText(trial.value, 6)],
    ["best epoch", trial.bestEpoch == null ? null : countText(trial.bestEpoch)],
    ["epochs", trial.epochs == null ? null : countText(trial.epochs)],
    ["rank", trial.rank == null ? null : countText(trial.rank) + (trial.tie ? `, tie ${trial.tie}` : "")],
    ...Object.entries(trial.configuration ?? {}).map(([path, value]) =>
      [nameOf(path, 80), typeof value === "number" ? figureText(value, 6) : nameOf(value, 80)]),
  ].filter(([, value]) => value != null);
  return wideTable(make("table", { class: "facts" }, make("caption", {}, "Result and configuration"),
    make("tbody", {}, ...rows.map(([name, value]) => make("tr", {}, make("th", { scope: "row" }, name), make("td", {}, value))))), "Result and configuration");
}

function curve(trial) {
  const { epochs = [], values = [] } = trial.curve ?? {};
  if (epochs.length === 0) return section("Learning curve", make("p", { class: "note" }, "No epoch has ended."));
  const stride = Math.max(1, Math.ceil(epochs.length / ROWS));
  const rows = epochs.map((epoch, index) => [epoch, values[index]])
    .filter((_, index) => index % stride === 0 || index === epochs.length - 1);
  return section("Learning curve",
    lineChart("Value by epoch", epochs, values, { mark: trial.bestEpoch, thresholds: trial.plan ?? [] }),
    ...folded("curve", "The curve as a table", [
      wideTable(table("Value by epoch", ["epoch", "value"], rows.map(([epoch, value]) => [countText(epoch), figureText(value, 6)])), "Value by epoch"),
    ]));
}

function plan(trial) {
  const parts = (trial.pruning ?? []).map(sentence => make("p", {}, plainName(sentence)));
  const steps = trial.plan ?? [];
  if (steps.length > 0)
    parts.push(wideTable(table("What it was held against", ["epoch", "had to reach", "reached", ""],
      steps.map(step => [countText(step.epoch), figureText(step.threshold), figureText(step.reached), step.missed ? "missed" : ""])), "Thresholds"));
  return parts.length > 0 ? section(letter(trial.state) === "p" ? "Why it was stopped" : "What it was held against", ...parts) : [];
}

function readings(trial) {
  const series = (trial.readings ?? []).filter(reading => (reading.values ?? []).some(Number.isFinite));
  const epochs = trial.curve?.epochs ?? [];
  return folded("readings", `Readings after each epoch: ${series.map(reading => plainName(reading.name)).join(", ").slice(0, 200)}`,
    series.map(reading => lineChart(plainName(reading.name).slice(0, 120),
      reading.values.map((_, index) => epochs[index] ?? index + 1), reading.values)), "live-many");
}

function attempts(trial) {
  const rows = (trial.attempts ?? []).map(attempt => [
    String(attempt.attempt), moment(attempt.from), moment(attempt.to), attempt.ending ?? "running", attempt.cause ?? "",
  ]);
  return folded("attempts", rows.length === 1 ? "One attempt" : `${rows.length} attempts`, rows.length === 0 ? [] : [
    wideTable(table("Attempts", ["attempt", "from", "to", "ending", "cause"], rows), "Attempts"),
  ]);
}

function moment(iso) {
  const time = Date.parse(iso ?? "");
  return Number.isNaN(time) ? "–" : new Date(time).toLocaleString();
}

function table(caption, heads, rows) {
  return make("table", {}, make("caption", {}, caption),
    make("thead", {}, make("tr", {}, ...heads.map(head => head ? make("th", { scope: "col" }, head) : make("td", {})))),
    make("tbody", {}, ...rows.map(row => make("tr", {}, ...row.map(cell => make("td", {}, plainName(cell)))))));
}

function sentences(heading, list) {
  const parts = (list ?? []).filter(Boolean).map(sentence => make("p", {}, plainName(sentence)));
  return parts.length === 0 ? [] : section(heading, ...parts);
}

function section(heading, ...parts) {
  return [make("section", {}, make("h2", {}, heading), ...parts)];
}

function folded(part, heading, parts, style = null) {
  return parts.length === 0 ? [] : [make("details", { "data-part": part, class: style }, make("summary", {}, heading), ...parts)];
}
