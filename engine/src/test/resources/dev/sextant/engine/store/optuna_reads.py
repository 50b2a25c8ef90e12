# SPDX-License-Identifier: Apache-2.0
"""Opens a store with Optuna as its own tools do and prints what it sees, one JSON object a line."""
import json
import math
import sys
import warnings

warnings.simplefilter("ignore")
import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)


def number(value):
    return value if value is None or math.isfinite(value) else str(value)


def seen(storage):
    summaries = optuna.get_all_study_summaries(storage=storage)
    study = optuna.load_study(study_name=None if isinstance(storage, str) else summaries[0].study_name, storage=storage)
    trials = []
    for trial in study.trials:
        trials.append({
            "number": trial.number,
            "state": trial.state.name,
            "values": None if trial.values is None else [number(v) for v in trial.values],
            "params": {k: str(v) for k, v in trial.params.items()},
            "distributions": {k: str(v) for k, v in trial.distributions.items()},
            "intermediate": {str(k): number(v) for k, v in trial.intermediate_values.items()},
            "user": trial.user_attrs,
            "system": trial.system_attrs,
            "timed": trial.datetime_start is not None and trial.datetime_complete is not None,
        })
    result = {
        "name": study.study_name,
        "directions": [d.name for d in study.directions],
        "summaries": [[s.study_name, s.n_trials] for s in summaries],
        "trials": trials,
    }
    if len(study.directions) == 1:
        result["best"] = study.best_trial.number
        result["best_value"] = study.best_value
    else:
        result["front"] = sorted(t.number for t in study.best_trials)
    frame = study.trials_dataframe()
    result["frame"] = [len(frame), sorted(str(c) for c in frame.columns)] if frame is not None else None
    try:
        study.ask()
        result["write"] = "possible"
    except Exception as refused:
        result["write"] = type(refused).__name__
    return result


url = sys.argv[1]
print(optuna.__version__)
try:
    import pandas
except ImportError:
    optuna.study.Study.trials_dataframe = lambda self: None
# Before 3.2 Optuna refuses, unless told otherwise, what a newer one has made, though nothing but an index was added.
if tuple(int(part) for part in optuna.__version__.split(".")[:2]) >= (3, 2):
    print(json.dumps(seen(url)))
from optuna.storages import RDBStorage
print(json.dumps(seen(RDBStorage(url, skip_compatibility_check=True, skip_table_creation=True))))
