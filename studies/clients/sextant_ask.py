# SPDX-License-Identifier: Apache-2.0
"""Asks Sextant for trials and tells it how they went: Python 3.8 or newer, nothing but its standard library.

    import sextant_ask

    with sextant_ask.Study(["sextant", "ask-tell", "study.json", "--dir", "run"]) as study:
        for trial in study:
            for epoch in range(1, trial.epochs + 1):
                loss = ...  # train an epoch with trial.parameters
                if trial.report(epoch, loss):
                    break  # it falls short of what other trials reached
            else:
                trial.tell(loss)
        print(study.best())

Several programs that train at the same time speak with one `sextant ask-tell … --socket run/socket`:
sextant_ask.Study(socket="run/socket"). What a call has returned from is durable.
"""

import json
import socket as sockets
import subprocess
import time


class Refused(Exception):
    """What Sextant says to something that cannot be done; nothing has changed."""
    def __init__(self, answer):
        super().__init__(answer["error"])
        self.wait = answer.get("wait", False)  # whether it can be done once other trials are told


class Trial:
    """What is to be trained."""
    def __init__(self, study, asked):
        self.study = study
        self.number = asked["trial"]
        self.parameters = asked["parameters"]
        self.note = asked["note"]
        self.epochs = asked.get("epochs", 1)  # the most that it can have
        self.reported = asked.get("reported", 0)  # epochs that a process before this one reported

    def report(self, epoch, value, **metrics):
        """How it stands after an epoch, from 1. Whether its training is to stop: then it is over, and not told."""
        report = {"trial": self.number, "epoch": epoch, "value": value, "metrics": metrics}
        return self.study.command(report=report).get("prune", False)

    def tell(self, value=None, curve=None, **metrics):
        """That it was trained to its end. Without a value the best of the curve counts, or of what was reported."""
        finite = value is None or value - value == 0
        told = {"trial": self.number, "state": "completed" if finite else "diverged", "metrics": metrics}
        if value is not None:
            told["value"] = value
        if curve is not None:
            told["curve"] = list(curve)
        return self.study.command(tell=told).get("state", told["state"])

    def fail(self, message):
        """That there is no answer, and why."""
        self.study.command(tell={"trial": self.number, "state": "failed", "message": message})


class Study:
    """A conversation with Sextant, by the pipes of a command that is started, or at a socket. For one thread."""
    def __init__(self, command=None, socket=None, wait=10):
        self.process = self.connection = None
        if command is not None:
            pipe = subprocess.PIPE
            self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, encoding="utf-8")
            self.to, self.answers = self.process.stdin, self.process.stdout
        else:
            self.connection = self._connect(socket, time.monotonic() + wait)
            self.to = self.connection.makefile("w", encoding="utf-8")
            self.answers = self.connection.makefile("r", encoding="utf-8")

    @staticmethod
    def _connect(path, until):
        """Sextant may be about to begin."""
        while True:
            connection = sockets.socket(sockets.AF_UNIX)
            try:
                connection.connect(path)
                return connection
            except (FileNotFoundError, ConnectionRefusedError):
                connection.close()
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)

    def command(self, **command):
        """Says a line and returns its answer; raises Refused."""
        self.to.write(json.dumps(command) + "\n")
        self.to.flush()
        return self._answer()

    def _answer(self):
        line = self.answers.readline()
        if not line:
            raise EOFError("sextant has ended; its standard error says why")
        answer = json.loads(line)
        if "error" in answer:
            raise Refused(answer)
        return answer

    def ask(self, count=1):
        """So many more trials, or as many as there are; raises Refused where there is none."""
        trials = [Trial(self, self.command(ask=count))]
        try:
            while len(trials) < count:
                trials.append(Trial(self, self._answer()))
        except Refused:
            pass  # those that there are
        return trials

    def pending(self):
        """The trials that were asked for, by whomever, and not told."""
        return [Trial(self, asked) for asked in self.command(pending={})["pending"]]

    def best(self):
        """The best trial told so far, or None; with several objectives a list of those that no other beats."""
        return self.command(best={})["best"]

    def rank(self):
        """The ranking so far, as report.json has it."""
        return self.command(rank={})["rank"]

    def __iter__(self):
        """One trial after the other, until there are no more; first those that a process before this one left."""
        yield from self.pending() if self.process else []
        while True:
            try:
                yield from self.ask()
            except Refused as refused:
                if not refused.wait:
                    return
                time.sleep(0.05)  # until other clients have told theirs

    def close(self):
        """Leaves. The command that was started writes its reports and ends."""
        self.to.close()
        self.answers.close()
        if self.connection:
            self.connection.close()
        if self.process and self.process.wait() != 0:
            raise RuntimeError("sextant ended with %d" % self.process.returncode)

    def __enter__(self):
        return self
    def __exit__(self, *thrown):
        self.close()
