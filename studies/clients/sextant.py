# SPDX-License-Identifier: Apache-2.0
"""A trial of Sextant in Python 3.8 or newer, with nothing but its standard library. Copy this file beside your program.

    import sextant

    trial = sextant.Trial()
    for step in range(1, trial.epochs + 1):
        ...  # train an epoch with trial.parameters, all chance from trial.seed
        trial.report(step, loss, accuracy=accuracy)
        if trial.stopped():
            break
    trial.final()

One that goes on from a checkpoint keeps it in trial.checkpoint, a folder, and says after which step it goes on before it
reports: trial.hello(after=step), with 0 if it begins from the beginning. What it reports comes before the checkpoint.
"""

import json
import os
import select
import sys


class Trial:
    """What the engine told this program, and what the program tells it."""

    def __init__(self):
        with open(0, "rb", buffering=0, closefd=False) as line:  # unbuffered: what follows is left for stopped()
            self.start = json.loads(line.readline())
        self.parameters = self.start["parameters"]
        self.seed = int(self.start["seed"])
        self.epochs = self.start.get("budget", {}).get("epochs", 1)
        self.checkpoint = self.start.get("checkpoint")  # a folder; None where no checkpoints are kept

    def hello(self, after=None):
        """Says that the program stops when asked, and after which step it goes on if it is one that does."""
        if after is None:
            self._say(type="hello", capabilities=["stop"])
        else:
            self._say(type="hello", capabilities=["stop", "checkpoint"], step=after)

    def report(self, step, value, **metrics):
        """Tells the objective after an epoch, counted from 1."""
        self._say(type="report", step=step, value=value, metrics=metrics)

    def stopped(self):
        """Whether the program has been asked to stop, or whoever asks is gone."""
        return os.name == "posix" and bool(select.select([0], [], [], 0)[0])

    def final(self, value=None, **metrics):
        """The last word; without a value the reports tell the result."""
        self._say(type="final", value=value, metrics=metrics)

    def _say(self, **words):
        sys.stdout.write(json.dumps({"sextant": 1, **words}) + "\n")
        sys.stdout.flush()
