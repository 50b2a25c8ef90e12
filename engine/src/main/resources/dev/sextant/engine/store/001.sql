-- SPDX-License-Identifier: Apache-2.0
-- Version 1: one study's trials, how they ended, and who ran them when.

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE trial (
  number        INTEGER PRIMARY KEY,
  role          TEXT NOT NULL CHECK (role IN ('search', 'confirmation', 'test')),
  of_trial      INTEGER REFERENCES trial (number),
  replicate     INTEGER,
  configuration TEXT NOT NULL,  -- JSON object: parameter path to value
  note          TEXT NOT NULL,  -- JSON object: what the searcher wrote beside its proposal
  plan          TEXT NOT NULL,  -- JSON array of [epoch, threshold]
  view_digest   TEXT NOT NULL   -- names what the searcher saw; empty where none was asked
) STRICT;

CREATE TABLE outcome (
  trial      INTEGER PRIMARY KEY REFERENCES trial (number),
  state      TEXT NOT NULL CHECK (state IN ('completed', 'pruned', 'diverged', 'failed')),
  value      REAL,              -- for people; null for NaN
  bits       INTEGER,           -- the value as IEEE 754 bits, because REAL keeps neither NaN nor -0.0
  best_epoch INTEGER,
  metrics    TEXT,              -- JSON object: name to number, or to "NaN", "Infinity", "-Infinity"
  curve      BLOB NOT NULL,     -- the objective after each epoch, eight big-endian bytes each
  message    TEXT
) STRICT;

CREATE TABLE attempt (
  fence      INTEGER PRIMARY KEY,
  trial      INTEGER NOT NULL REFERENCES trial (number),
  number     INTEGER NOT NULL,
  worker     TEXT NOT NULL,
  started_at TEXT NOT NULL,     -- UTC; times stand here alone
  ended_at   TEXT,
  UNIQUE (trial, number)
) STRICT;
