-- SPDX-License-Identifier: Apache-2.0
-- What all studies of a database share, version 1: which there are, who leads each, and views with the names of
-- Optuna's tables. A study's own tables lie in the schema sextant_N, N being its id here, so that one statement,
-- DROP SCHEMA sextant_N CASCADE, gets rid of them.

CREATE SCHEMA sextant;

CREATE TABLE sextant.schema_version (version INTEGER PRIMARY KEY);

CREATE TABLE sextant.study (
  id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name       TEXT COLLATE "C" NOT NULL UNIQUE,
  created_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
  -- What tells whether two runs are of one study; of those that were begun by a run.
  spec_digest    TEXT,
  data_digest    TEXT,
  engine_version TEXT,
  finished_at    TIMESTAMPTZ     -- when every trial had ended, as far as a leader came to say so
);

CREATE INDEX study_of_spec ON sextant.study (spec_digest);

CREATE TABLE sextant.leader (
  study  BIGINT PRIMARY KEY REFERENCES sextant.study (id) ON DELETE CASCADE,
  epoch  BIGINT NOT NULL,        -- rises by one whenever the lead is taken
  holder TEXT NOT NULL,
  since  TIMESTAMPTZ NOT NULL,
  until  TIMESTAMPTZ NOT NULL    -- by this database's clock
);

-- Fails where another leads the study; else nobody takes the lead before the transaction ends.
CREATE FUNCTION sextant.insist(led bigint, in_epoch bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  leads record;
BEGIN
  SELECT epoch, holder INTO leads FROM sextant.leader WHERE study = led FOR SHARE;
  IF leads.epoch IS DISTINCT FROM in_epoch THEN
    RAISE EXCEPTION USING ERRCODE = 'SX001', MESSAGE = coalesce(leads.holder, 'another process');
  END IF;
END
$$;

-- The power of two of every exponent that a double has, which take a curve's bytes apart: doubling and halving are
-- exact, and so is the product of such a power and a significand of 53 bits.
CREATE TABLE sextant.power_of_two (
  exponent BIGINT PRIMARY KEY,
  value    DOUBLE PRECISION NOT NULL
);

WITH RECURSIVE up (exponent, value) AS (
  VALUES (0::bigint, 1.0::double precision) UNION ALL SELECT exponent + 1, value * 2 FROM up WHERE exponent < 971
)
INSERT INTO sextant.power_of_two SELECT exponent, value FROM up;

WITH RECURSIVE down (exponent, value) AS (
  VALUES (-1::bigint, 0.5::double precision) UNION ALL
  SELECT exponent - 1, value / 2 FROM down WHERE exponent > -1074
)
INSERT INTO sextant.power_of_two SELECT exponent, value FROM down;

-- The rows of every study's view of that name, in the order of the studies; those that are gone, or have not begun,
-- are passed over. Reads all of them: what is asked of one study costs what all of them hold.
CREATE FUNCTION sextant.rows_of(name text) RETURNS SETOF record LANGUAGE plpgsql STABLE AS $$
DECLARE
  study bigint;
BEGIN
  FOR study IN SELECT id FROM sextant.study ORDER BY id LOOP
    IF pg_catalog.to_regclass(pg_catalog.format('sextant_%s.%I', study, name)) IS NOT NULL THEN
      RETURN QUERY EXECUTE pg_catalog.format('SELECT * FROM sextant_%s.%I', study, name);
    END IF;
  END LOOP;
END
$$;
