# SPDX-License-Identifier: Apache-2.0
# A made-up training of nine epochs: its curve follows its parameters and its seed.
read -r start
for step in 1 2 3 4 5 6 7 8 9; do
  echo "{\"sextant\": 1, \"type\": \"report\", \"step\": $step, \"value\": $((9 - step + $1)).$2$SEXTANT_SEED}"
  sleep 0.005
done
echo '{"sextant": 1, "type": "final"}'
