-- SPDX-License-Identifier: Apache-2.0
-- Version 2: what a trainer read off a training beside the objective.

CREATE TABLE reading (
  trial  INTEGER NOT NULL REFERENCES trial (number),
  name   TEXT NOT NULL,
  series BLOB NOT NULL,         -- one number for each epoch of the curve, eight big-endian bytes each
  PRIMARY KEY (trial, name)
) STRICT, WITHOUT ROWID;
