# SPDX-License-Identifier: Apache-2.0
"""Descends a noisy valley: a stand-in for a training, in nothing but Python's standard library.

It speaks the protocol of studies/command.json: it reads one line of JSON from standard input, and reports in lines of
JSON on standard output. Whatever else it prints is log text.
"""

import json
import math
import random
import sys


def say(**words):
    print(json.dumps({"sextant": 1, **words}), flush=True)


def rate(start, schedule, epoch, epochs, parameters):
    """The learning rate of an epoch, counted from 0."""
    if schedule == "step":
        return start * parameters["gamma"] ** (epoch // parameters["stepSize"])
    if schedule == "cosine":
        return start * (1 + math.cos(math.pi * epoch / epochs)) / 2
    return start


def main():
    start = json.loads(sys.stdin.readline())
    parameters = start["parameters"]
    epochs = start["budget"]["epochs"]
    chance = random.Random(int(start["seed"]))
    print("a trial with", parameters)  # log text: it disturbs nothing
    curvature = [2.0**i for i in range(8)]
    x = [chance.uniform(-1, 1) for _ in curvature]
    velocity = [0.0] * len(x)
    for epoch in range(epochs):
        learning_rate = rate(parameters["learningRate"], parameters["schedule"], epoch, epochs, parameters)
        for _ in range(4):
            for i, c in enumerate(curvature):
                gradient = c * x[i] + chance.gauss(0, 4)
                velocity[i] = parameters["momentum"] * velocity[i] - learning_rate * gradient
                x[i] += velocity[i]
        loss = sum(c * xi * xi / 2 for c, xi in zip(curvature, x))
        if not loss < 1e6:
            say(type="final", status="diverged")
            return
        say(type="report", step=epoch + 1, value=loss, metrics={"distance": math.hypot(*x)})
    say(type="final")


main()
