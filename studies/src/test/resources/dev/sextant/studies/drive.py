# SPDX-License-Identifier: Apache-2.0
"""Drives ask-tell over a random space: drive.py SEED WINDOW TRIALS COMMAND… (kills it in the midst if --dir is there)."""
import json, random, subprocess, sys

seed, window, trials, command = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
chance = random.Random(seed)
kinds = [lambda: {"uniform": [-5, 5]}, lambda: {"log": [1e-6, 1]}, lambda: {"int": [0, 9]}, lambda: {"logInt": [1, 99]},
         lambda: {"choice": ["a", 2, None, [3]]}, lambda: {"choice": {"p": {f"q{i}": {"int": [1, 4]} for i in range(chance.randint(0, 2))}, "r": {}}}]
space = {f"x{i}": chance.choice(kinds)() for i in range(chance.randint(1, 6))}
study = {"trainer": {"type": "external", "parameters": space}, "search": {"trials": trials, "window": window}}
open("random.json", "w").write(json.dumps(study))
start = lambda: subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
def say(what):
    print(json.dumps(what), file=program.stdin, flush=True)
    return json.loads(program.stdout.readline())
program, waiting, told, kill = start(), {}, 0, trials // 2 if "--dir" in command else -1
while told < trials:
    answer = say({"ask": 1})
    if "trial" in answer:
        assert set(space) <= set(answer["parameters"]), answer
        waiting[answer["trial"]] = answer["parameters"]
        print(json.dumps(answer["parameters"], sort_keys=True))
    else:
        trial = chance.choice(sorted(waiting))
        value = sum(hash(v) % 7 if isinstance(v, int) else v * v for v in waiting.pop(trial).values() if isinstance(v, (int, float)))
        assert say({"tell": {"trial": trial, "value": value if told % 9 else float("nan")}}) == {"ok": trial}
        told += 1
    if told == kill:
        program.kill(), program.wait()
        program, kill = start(), -1
        assert {one["trial"]: one["parameters"] for one in say({"pending": {}})["pending"]} == waiting
assert "budget is spent" in say({"ask": 1})["error"]
program.stdin.close()
assert program.wait() == 0
