# SPDX-License-Identifier: Apache-2.0
# A trial of Sextant in any POSIX shell. Copy this file beside your program and source it:
#
#   . ./sextant.sh
#   rate=$(parameter learningRate)
#   step=0
#   while [ $step -lt "$SEXTANT_EPOCHS" ] && ! stopped; do
#     step=$((step + 1))
#     …                                  # train an epoch, all chance from $SEXTANT_SEED
#     report $step "$loss" accuracy "$accuracy"
#   done
#   final
#
# The environment has SEXTANT_SEED, SEXTANT_TRIAL, SEXTANT_EPOCHS and, where checkpoints are kept, SEXTANT_CHECKPOINT, a
# folder. A program that goes on from one says after which step before it reports: hello 4, or hello 0 from the beginning.

IFS= read -r sextant_start || { echo "sextant.sh: no start line on standard input" >&2; exit 2; }

# What follows on standard input is the request to stop, or its end. Whatever else runs must not read it.
exec 3<&0 </dev/null
sextant_own=$(mktemp -d) || exit 2
(IFS= read -r _ <&3; : >"$sextant_own/asked") >/dev/null 2>&1 &
sextant_reader=$!
trap 'kill $sextant_reader 2>/dev/null; rm -rf "$sextant_own"' EXIT
trap 'exit 143' TERM

# parameter NAME: its value. Without jq, strings must not hold quotes, braces or backslashes.
parameter() {
  if command -v jq >/dev/null 2>&1; then
    printf '%s\n' "$sextant_start" | jq -r --arg name "$1" '.parameters[$name]'
  else
    printf '%s\n' "$sextant_start" |
      sed -n -e 's/.*"parameters":{\([^}]*\)}.*/,\1,/' -e 't next' -e ':next' \
        -e 's/.*,"'"$1"'":"\([^"]*\)",.*/\1/p' -e t -e 's/.*,"'"$1"'":\([^,]*\),.*/\1/p'
  fi
}

# hello [STEP]: it stops when asked; with a step also: it goes on after it.
hello() {
  if [ $# = 0 ]; then echo '{"sextant": 1, "type": "hello", "capabilities": ["stop"]}'
  else echo '{"sextant": 1, "type": "hello", "capabilities": ["stop", "checkpoint"], "step": '"$1"'}'; fi
}

# report STEP VALUE [METRIC VALUE]…
report() {
  sextant_line='{"sextant": 1, "type": "report", "step": '"$1"', "value": '"$2"', "metrics": {'
  shift 2
  sextant_metrics "$@"
}

# final [VALUE [METRIC VALUE]…]: the last word; without a value the reports tell the result.
final() {
  sextant_line='{"sextant": 1, "type": "final", "value": '"${1:-null}"', "metrics": {'
  [ $# = 0 ] || shift
  sextant_metrics "$@"
}

sextant_metrics() {
  while [ $# -gt 1 ]; do
    sextant_line=$sextant_line'"'$1'": '$2
    shift 2
    [ $# -lt 2 ] || sextant_line=$sextant_line', '
  done
  printf '%s}}\n' "$sextant_line"
}

# stopped: whether the program has been asked to stop, or whoever asks is gone.
stopped() { [ -e "$sextant_own/asked" ]; }
