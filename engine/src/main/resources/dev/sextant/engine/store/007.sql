-- SPDX-License-Identifier: Apache-2.0
-- Version 7: configurations that a person put into the search. The trial that one became has its place in its note,
-- as enqueued; one that no trial names waits to be tried.

CREATE TABLE enqueued (
  place         INTEGER PRIMARY KEY,
  configuration TEXT NOT NULL,  -- JSON object: parameter path to value
  enqueued_at   TEXT NOT NULL   -- UTC
) STRICT;
