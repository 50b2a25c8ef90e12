// SPDX-License-Identifier: Apache-2.0
// The live pages: the list of runs, a run, a trial. This module lets people in and finds out which page was asked for.

import { button, make } from "./dom.js";
import { login, takeToken, tell, whenLoggedOut } from "./live-api.js";
import { showRuns } from "./live-list.js";
import { say, saying } from "./live-parts.js";
import { showRun } from "./live-run.js";
import { showTrial } from "./live-trial.js";
import { themeSwitch } from "./theme.js";

const live = document.getElementById("live");

/** The page that the address names. */
function showPage() {
  const [first, run, second, trial, ...more] = location.pathname.split("/").filter(Boolean).map(decodeURIComponent);
  const main = make("main", { id: "main" });
  // A report brings its own switch; what was chosen is in force from the first picture on.
  const colours = themeSwitch(make, () => {});
  const report = first === "run" && run && second === undefined;
  live.replaceChildren(
    make("a", { class: "live-skip", href: "#main" }, "Skip to the content"),
    make("nav", { class: "live-nav", "aria-label": "Sextant" },
      make("a", { href: "/" }, "Sextant: all runs"),
      ...(first === "run" && run && second === "trial" ? [make("a", { href: "/run/" + encodeURIComponent(run) }, "This run")] : []),
      ...(report ? [] : [colours]),
      button("Log out", logOut, { class: "live-quiet" })),
    main);
  if (first === undefined) showRuns(main);
  else if (report) showRun(main, run);
  else if (first === "run" && run && second === "trial" && /^\d+$/.test(trial ?? "") && more.length === 0)
    showTrial(main, run, Number(trial));
  else main.append(make("h1", {}, "No such page"), make("p", {}, make("a", { href: "/" }, "To the list of runs")));
}

async function logOut() {
  try {
    await tell("/api/logout");
  } catch {
    // Whoever cannot be logged out is asked for a token either way.
  }
  location.assign("/");
}

/** Asks for the token; what it says first is why. */
function showLogin(reason) {
  document.title = "Log in – Sextant";
  const field = make("input", {
    id: "live-token", type: "password", autocomplete: "off", spellcheck: "false", required: true, "aria-describedby": "live-hint",
  });
  const box = saying("alert");
  const form = make("form", { class: "live-login" },
    make("h1", {}, "Sextant"),
    make("label", { for: "live-token" }, "Token"),
    field,
    make("p", { id: "live-hint", class: "note" },
      "The server printed it when it was started, as the end of an address: open that address, or paste what stands behind #token= here."),
    make("button", { type: "submit", class: "live-primary" }, "Log in"),
    box);
  form.addEventListener("submit", event => {
    event.preventDefault();
    const text = field.value.trim();
    enter(/#token=([^&\s]+)/.exec(text)?.[1] ?? text, message => {
      say(box, message, true);
      field.select();
    });
  });
  live.replaceChildren(make("main", { id: "main" }, form));
  if (reason) say(box, reason, true);
  field.focus();
}

async function enter(token, refused) {
  try {
    await login(token);
  } catch (refusal) {
    refused(refusal.status === 401
      ? "This token does not open anything. The server makes a new one each time it is started."
      : refusal.message);
    return;
  }
  showPage();
}

function begin() {
  const token = takeToken();
  if (token) enter(token, showLogin);
  else showPage();
}

let asked = false;
whenLoggedOut(() => {
  // Several questions may be refused at once.
  if (asked) return;
  asked = true;
  setTimeout(() => {
    asked = false;
    showLogin("");
  });
});
// An address with a token that is opened in a tab where a page stands already changes nothing but what is behind the #.
addEventListener("hashchange", () => {
  if (location.hash.startsWith("#token=")) begin();
});
begin();
