// SPDX-License-Identifier: Apache-2.0
/**
 * Asks Sextant for trials and tells it how they went: Node 20 or newer, nothing but what it brings along.
 *
 *     import { Study } from "./sextant-ask.mjs";
 *
 *     const study = await Study.start(["sextant", "ask-tell", "study.json", "--dir", "run"]);
 *     for await (const trial of study) {
 *       let loss, stopped = false;
 *       for (let epoch = 1; epoch <= trial.epochs && !stopped; epoch++) {
 *         loss = …; // train an epoch with trial.parameters
 *         stopped = await trial.report(epoch, loss); // it falls short of what other trials reached
 *       }
 *       if (!stopped) await trial.tell(loss);
 *     }
 *     await study.close();
 *
 * Several programs that train at the same time speak with one `sextant ask-tell … --socket run/socket`:
 * await Study.connect("run/socket"). What a call has resolved to is durable. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

/** What Sextant says to something that cannot be done; nothing has changed. */
export class Refused extends Error {
  constructor(answer) {
    super(answer.error);
    this.wait = answer.wait ?? false; // whether it can be done once other trials are told
  }
}

// JSON has no number that is not finite, and null would say that the trial failed.
const number = (key, value) => (typeof value === "number" && !Number.isFinite(value) ? String(value) : value);

/** What is to be trained. */
export class Trial {
  constructor(study, asked) {
    this.study = study;
    this.number = asked.trial;
    this.parameters = asked.parameters;
    this.note = asked.note;
    this.epochs = asked.epochs ?? 1; // the most that it can have
    this.reported = asked.reported ?? 0; // epochs that a process before this one reported
  }

  /** How it stands after an epoch, from 1. Whether its training is to stop: then it is over, and not told. */
  async report(epoch, value, metrics = {}) {
    const answer = await this.study.command({ report: { trial: this.number, epoch, value, metrics } });
    return answer.prune ?? false;
  }

  /** That it was trained to its end. Without a value the best of the curve counts, or of what was reported. */
  async tell(value, { curve, metrics } = {}) {
    const state = value === undefined || Number.isFinite(value) ? "completed" : "diverged";
    const answer = await this.study.command({ tell: { trial: this.number, state, value, curve, metrics } });
    return answer.state ?? state;
  }

  /** That there is no answer, and why. */
  async fail(message) {
    await this.study.command({ tell: { trial: this.number, state: "failed", message } });
  }
}

/** A conversation with Sextant, by the pipes of a command that is started, or at a socket. One call after the other. */
export class Study {
  static async start([program, ...words]) {
    const process = spawn(program, words, { stdio: ["pipe", "pipe", "inherit"] });
    await once(process, "spawn");
    return new Study(process.stdin, process.stdout, process);
  }

  /** Sextant may be about to begin: it is waited for so many milliseconds. */
  static async connect(path, wait = 10000) {
    for (const until = Date.now() + wait; ; await sleep(50)) {
      const socket = connect(path);
      try {
        await once(socket, "connect");
        return new Study(socket, socket);
      } catch (failed) {
        if (Date.now() > until || !["ENOENT", "ECONNREFUSED"].includes(failed.code)) throw failed;
      }
    }
  }

  constructor(to, from, process) {
    this.to = to;
    this.process = process;
    this.ended = process && once(process, "exit");
    to.on("error", () => {}); // the missing answer tells
    this.answers = createInterface({ input: from })[Symbol.asyncIterator]();
  }

  /** Says a line and resolves to its answer; rejects with Refused. */
  async command(command) {
    this.to.write(JSON.stringify(command, number) + "\n");
    return this.answer();
  }

  async answer() {
    const { value: line, done } = await this.answers.next();
    if (done) throw new Error("sextant has ended; its standard error says why");
    const answer = JSON.parse(line);
    if ("error" in answer) throw new Refused(answer);
    return answer;
  }

  /** So many more trials, or as many as there are; rejects with Refused where there is none. */
  async ask(count = 1) {
    const trials = [new Trial(this, await this.command({ ask: count }))];
    try {
      while (trials.length < count) trials.push(new Trial(this, await this.answer()));
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
    }
    return trials;
  }

  /** The trials that were asked for, by whomever, and not told. */
  async pending() {
    return (await this.command({ pending: {} })).pending.map((asked) => new Trial(this, asked));
  }

  /** The best trial told so far, or null; with several objectives an array of those that no other beats. */
  best = async () => (await this.command({ best: {} })).best;
  /** The ranking so far, as report.json has it. */
  rank = async () => (await this.command({ rank: {} })).rank;

  /** One trial after the other, until there are no more; first those that a process before this one left. */
  async *[Symbol.asyncIterator]() {
    if (this.process) yield* await this.pending();
    while (true) {
      try {
        yield* await this.ask();
      } catch (refused) {
        if (!(refused instanceof Refused)) throw refused;
        if (!refused.wait) return;
        await sleep(50); // until other clients have told theirs
      }
    }
  }

  /** Leaves. The command that was started writes its reports and ends. */
  async close() {
    this.to.end();
    if (this.process && (await this.ended)[0] !== 0) throw new Error("sextant ended with " + (await this.ended)[0]);
  }
}
