# SPDX-License-Identifier: Apache-2.0
"""Opens exported journals, and the stores of their runs, with Optuna: prints its version, and for each run (named by the
arguments) on three lines of JSON what it sees in the journal, what in the store, and what came of going on with the
journal. Ends with 77 where there is no Optuna."""
import json
import math
import sys
import warnings

warnings.simplefilter("ignore")
try:
    import optuna
    from optuna import storages
except ImportError:
    sys.exit(77)

optuna.logging.set_verbosity(optuna.logging.ERROR)
VERSION = tuple(int(part) for part in optuna.__version__.split(".")[:2])


def number(value):
    return value if value is None or math.isfinite(value) else str(value)


def journal(path):
    if VERSION < (4, 0):
        return storages.JournalStorage(storages.JournalFileStorage(path))
    from optuna.storages.journal import JournalFileBackend
    return storages.JournalStorage(JournalFileBackend(path))


def store(path):
    # Before 3.2 Optuna refuses what a newer one has made, though nothing but an index was added.
    return storages.RDBStorage("sqlite:///" + path, skip_compatibility_check=VERSION < (3, 2))


def only(storage):
    name = optuna.get_all_study_summaries(storage=storage)[0].study_name
    return optuna.load_study(study_name=name, storage=storage, sampler=optuna.samplers.TPESampler(seed=1))


def seen(study):
    trials = []
    for trial in study.trials:
        trials.append({
            "number": trial.number,
            "state": trial.state.name,
            "values": None if trial.values is None else [number(v) for v in trial.values],
            "params": trial.params,
            "distributions": {k: str(v) for k, v in trial.distributions.items()},
            "intermediate": [[k, number(v)] for k, v in sorted(trial.intermediate_values.items())],
            "attributes": {k: trial.user_attrs.get(k) for k in ("confirmations", "test", "outcome", "message")},
            "constraints": trial.system_attrs.get("constraints"),
            "seconds": None if trial.duration is None else round(trial.duration.total_seconds(), 3),
        })
    single = len(study.directions) == 1
    return {
        "name": study.study_name,
        "directions": [d.name for d in study.directions],
        "trials": trials,
        "best": [study.best_trial.number] if single else sorted(t.number for t in study.best_trials),
        "value": study.best_value if single else None,
    }


def objective(trial):
    """The same space as the study's, as a person would write it."""
    rate = trial.suggest_float("learningRate", 1e-3, 1, log=True)
    trial.suggest_int("batchSize", 8, 32, log=True)
    if trial.suggest_categorical("schedule", ["constant", "step"]) == "step":
        trial.suggest_float("gamma", 0.1, 0.9, step=0.1)
    trial.report(rate, 1)
    return rate


print(optuna.__version__)
for run in sys.argv[1:]:
    study = only(journal(run + ".log"))
    before = len(study.trials)
    print(json.dumps(seen(study)))
    print(json.dumps(seen(only(store(run + "/study.db")))))
    if len(study.directions) == 1:
        study.optimize(objective, n_trials=3)
    again = only(journal(run + ".log"))
    print(json.dumps({"before": before, "after": [t.state.name for t in again.trials[before:]]}))
