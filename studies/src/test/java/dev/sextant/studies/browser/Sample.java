// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.browser;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;

/** Small answers of a server, as a real one gives them. */
final class Sample {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Sample() {}

    /** A run in a list. */
    static ObjectNode listed(String id, String study, String state, int trials, double best) {
        return JSON.createObjectNode()
                .put("id", id)
                .put("study", study)
                .put("state", state)
                .put("trials", trials)
                .put("budget", 60)
                .put("best", best)
                .put("metric", "loss")
                .put("directory", "runs/" + id)
                .put("started", "2026-11-20T10:00:00Z")
                .put("message", "");
    }

    static ArrayNode list(ObjectNode... runs) {
        ArrayNode list = JSON.createArrayNode();
        for (ObjectNode run : runs) list.add(run);
        return list;
    }

    /**
     * A run's page: a learning rate, and a schedule one of whose two options has a parameter below it; two trials, the
     * better one with the step schedule.
     */
    static ObjectNode page(String study, String state, String... actions) {
        ObjectNode page = parse("""
                { "format": 1, "description": "", "stamp": "", "verdict": "step at 0.02 is best.",
                  "words": ["Two trials have ended."], "advice": [], "facts": [["engine", "0.1.0"]],
                  "objective": {"metric": "loss", "direction": "minimize"},
                  "objectives": [{"metric": "loss", "direction": "minimize"}], "constraints": [],
                  "parameters": [
                    {"path": "learningRate", "kind": "real", "scale": "log", "low": 0.0001, "high": 1, "parent": null, "under": null},
                    {"path": "schedule", "kind": "choice", "scale": "linear", "options": ["constant", "step"], "parent": null, "under": null},
                    {"path": "schedule.step.every", "kind": "whole", "scale": "linear", "low": 2, "high": 40, "parent": "schedule", "under": ["step"]}],
                  "rate": "learningRate", "schedule": "schedule", "schedules": ["constant", "step"],
                  "trials": {"count": 2, "number": [1, 0], "state": "cc", "tie": ["a", "a"], "value": [0.1, 0.2],
                    "confirmed": [null, null], "epochs": [5, 5], "bestEpoch": [5, 4], "schedule": [1, 0],
                    "values": {"learningRate": [0.02, 0.1], "schedule": [1, 0], "schedule.step.every": [10, null]}},
                  "tables": [{"id": "trials", "caption": "Trials",
                    "columns": [{"head": "#", "align": "right", "wraps": false}, {"head": "trial", "align": "right", "wraps": false},
                      {"head": "search loss", "align": "right", "wraps": false}],
                    "rows": [["1", "1", "0.1"], ["2", "0", "0.2"]], "notes": []}],
                  "curves": [
                    {"trial": 1, "state": "c", "bestEpoch": 5, "epochs": [1, 2, 3, 4, 5], "values": [0.5, 0.4, 0.3, 0.2, 0.1]},
                    {"trial": 0, "state": "c", "bestEpoch": 4, "epochs": [1, 2, 3, 4, 5], "values": [0.6, 0.5, 0.4, 0.2, 0.3]}],
                  "response": {"lines": [], "without": "Too few trials for a model."},
                  "cells": {"edges": [0.01, 0.0215, 0.0464, 0.1, 0.215], "cells": [
                    {"schedule": 1, "bin": 0, "n": 1, "diverged": 0, "best": 0.1}, {"schedule": 0, "bin": 3, "n": 1, "diverged": 0, "best": 0.2}]},
                  "matrix": null, "forest": [], "test": null, "importance": null, "slices": [], "contour": null,
                  "expectedBest": null, "gain": [], "front": null, "health": null,
                  "timeline": {"workers": ["w1"], "bars": [
                    {"trial": 0, "worker": 0, "from": 0, "to": 1, "state": "c"}, {"trial": 1, "worker": 0, "from": 1, "to": 2, "state": "c"}]}
                }""");
        page.put("study", study).put("state", state).put("ending", state);
        ArrayNode list = page.putArray("actions");
        for (String action : actions) list.add(action);
        return page;
    }

    /** One moment of a search: so many of 60 trials are done, two run, one has just ended. */
    static ObjectNode frame(int done) {
        return parse("""
                { "phase": "search", "done": %d, "total": 60, "left": 130,
                  "counts": {"completed": %d, "pruned": 1, "diverged": 0, "failed": 0},
                  "best": [{"metric": "loss", "value": 0.0871, "trial": 7}],
                  "running": [
                    {"trial": %d, "epoch": 3, "epochs": 20, "value": 0.31, "since": 4, "label": "cosine", "curve": [0.9, 0.5, 0.31]}, null],
                  "ended": [{"number": %d, "role": "search", "state": "c", "value": 0.25, "epochs": 20, "bestEpoch": 19, "schedule": 0,
                    "values": {}, "curve": {"epochs": [1, 2, 3], "values": [0.9, 0.4, 0.25]}}],
                  "more": 0, "words": ["Trial %d is the best so far."] }
                """.formatted(done, done - 1, done, done - 1, done - 1));
    }

    /** A pruned trial with everything that can be said about one. */
    static ObjectNode trial(String run, int number) {
        ObjectNode trial = parse("""
                { "role": "search", "of": null, "replicate": null, "state": "p", "value": 0.4, "bestEpoch": 6, "epochs": 6,
                  "message": "", "rank": null, "tie": "", "configuration": {"learningRate": 0.02, "schedule": "step"},
                  "document": {"type": "backprop", "optimizer": {"type": "adam", "learningRate": 0.02}},
                  "proposal": ["The model expected 0.38 here."], "pruning": ["It was stopped after epoch 6: 0.4 is worse than 0.35."],
                  "plan": [{"epoch": 2, "threshold": 0.8, "reached": 0.7, "missed": false}, {"epoch": 6, "threshold": 0.35, "reached": 0.4, "missed": true}],
                  "curve": {"epochs": [1, 2, 3, 4, 5, 6], "values": [0.9, 0.7, 0.6, 0.5, 0.45, 0.4]},
                  "readings": [{"name": "gradientNorm", "values": [3, 2.5, 2, 1.5, 1.2, 1]}, {"name": "deadUnits", "values": [0, 0, 0.1, 0.1, 0.1, 0.2]}],
                  "health": ["A fifth of the units are dead."],
                  "attempts": [{"attempt": 1, "from": "2026-11-20T10:00:00Z", "to": "2026-11-20T10:00:03Z", "ending": "pruned", "cause": ""}],
                  "log": ["epoch 1", "epoch 2"] }""");
        return trial.put("run", run).put("number", number);
    }

    static ObjectNode parse(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
