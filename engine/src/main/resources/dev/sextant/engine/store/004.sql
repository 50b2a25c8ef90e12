-- SPDX-License-Identifier: Apache-2.0
-- Version 4: every row of a trial and of an outcome carries a digest; views with the names of Optuna's tables, so that
-- its tools open the file for reading. The tables that only the views need hold what the study's own file says; they
-- are written once.

-- CRC-32C of the row's other columns.
ALTER TABLE trial ADD COLUMN digest INTEGER;

-- CRC-32C of the row's other columns and of its readings.
ALTER TABLE outcome ADD COLUMN digest INTEGER;

-- Of confirmations and tests alone, so that a search trial costs nothing here.
CREATE INDEX repeated ON trial (of_trial) WHERE of_trial IS NOT NULL;

CREATE TABLE objective (
  place     INTEGER PRIMARY KEY, -- from 0
  metric    TEXT NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('MINIMIZE', 'MAXIMIZE'))
) STRICT;

CREATE TABLE bound (             -- the study's constraints
  place  INTEGER PRIMARY KEY,
  metric TEXT NOT NULL,
  sign   INTEGER NOT NULL CHECK (sign IN (-1, 1)), -- 1 where good values lie at or below the bound
  value  REAL NOT NULL
) STRICT;

CREATE TABLE parameter (
  place        INTEGER PRIMARY KEY,
  path         TEXT NOT NULL UNIQUE, -- as in trial.configuration
  name         TEXT NOT NULL,        -- as reports show it
  distribution TEXT NOT NULL         -- in Optuna's JSON
) STRICT;

CREATE TABLE choice (
  parameter INTEGER NOT NULL REFERENCES parameter (place),
  label     TEXT NOT NULL,
  place     INTEGER NOT NULL,
  PRIMARY KEY (parameter, label)
) STRICT, WITHOUT ROWID;

-- What takes a curve's bytes apart: the power of two of every exponent that a double has. Doubling and halving are
-- exact, and so is the product of such a power and a significand of 53 bits.
CREATE TABLE power_of_two (
  exponent INTEGER PRIMARY KEY,
  value    REAL NOT NULL
) STRICT;

WITH RECURSIVE up (exponent, value) AS (
  VALUES (0, 1.0) UNION ALL SELECT exponent + 1, value * 2 FROM up WHERE exponent < 971
)
INSERT INTO power_of_two SELECT exponent, value FROM up;

WITH RECURSIVE down (exponent, value) AS (
  VALUES (-1, 0.5) UNION ALL SELECT exponent - 1, value / 2 FROM down WHERE exponent > -1074
)
INSERT INTO power_of_two SELECT exponent, value FROM down;

-- Every epoch of every curve: the bits of the double, most significant byte first, as two numbers.
CREATE VIEW epoch AS
SELECT trial, number, high >> 31 AS negative, (high >> 20) & 2047 AS exponent,
  (high & 1048575) * 4294967296 + low AS fraction
FROM (
  SELECT o.trial AS trial, one.key + 1 AS number,
    ((instr(bytes.every, substr(o.curve, 8 * one.key + 1, 1)) - 1) << 24)
      + ((instr(bytes.every, substr(o.curve, 8 * one.key + 2, 1)) - 1) << 16)
      + ((instr(bytes.every, substr(o.curve, 8 * one.key + 3, 1)) - 1) << 8)
      + instr(bytes.every, substr(o.curve, 8 * one.key + 4, 1)) - 1 AS high,
    ((instr(bytes.every, substr(o.curve, 8 * one.key + 5, 1)) - 1) << 24)
      + ((instr(bytes.every, substr(o.curve, 8 * one.key + 6, 1)) - 1) << 16)
      + ((instr(bytes.every, substr(o.curve, 8 * one.key + 7, 1)) - 1) << 8)
      + instr(bytes.every, substr(o.curve, 8 * one.key + 8, 1)) - 1 AS low
  FROM outcome AS o
  CROSS JOIN (SELECT x'000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F202122232425262728292A2B2C2D2E2F303132333435363738393A3B3C3D3E3F404142434445464748494A4B4C4D4E4F505152535455565758595A5B5C5D5E5F606162636465666768696A6B6C6D6E6F707172737475767778797A7B7C7D7E7F808182838485868788898A8B8C8D8E8F909192939495969798999A9B9C9D9E9FA0A1A2A3A4A5A6A7A8A9AAABACADAEAFB0B1B2B3B4B5B6B7B8B9BABBBCBDBEBFC0C1C2C3C4C5C6C7C8C9CACBCCCDCECFD0D1D2D3D4D5D6D7D8D9DADBDCDDDEDFE0E1E2E3E4E5E6E7E8E9EAEBECEDEEEFF0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF' AS every) AS bytes
  CROSS JOIN json_each('[' || replace(hex(zeroblob(length(o.curve) / 8 - 1)), '00', '0,') || '0]') AS one
  WHERE length(o.curve) >= 8
);

-- The views that Optuna's RDBStorage reads, version 12, revision v3.2.0.a, through an SQLite of 3.38 or newer. Its
-- trials are the search trials, while confirmations and the test stand as attributes of the trial that they repeat,
-- because a best trial is looked for among trials.

CREATE VIEW version_info AS SELECT 1 AS version_info_id, 12 AS schema_version, '4.0.0' AS library_version;

CREATE VIEW alembic_version AS SELECT 'v3.2.0.a' AS version_num;

CREATE VIEW studies AS
SELECT 1 AS study_id, coalesce((SELECT value FROM meta WHERE key = 'study'), 'study') AS study_name;

CREATE VIEW study_directions AS
SELECT place + 1 AS study_direction_id, direction, 1 AS study_id, place AS objective FROM objective;

CREATE VIEW study_user_attributes AS
SELECT row_number() OVER (ORDER BY key) AS study_user_attribute_id, 1 AS study_id, key, json_quote(value) AS value_json
FROM meta WHERE key <> 'study';

CREATE VIEW study_system_attributes AS
SELECT 1 AS study_system_attribute_id, 1 AS study_id, 'study:metric_names' AS key,
  (SELECT json_group_array(metric) FROM (SELECT metric FROM objective ORDER BY place)) AS value_json
WHERE (SELECT count(*) FROM objective) > 1;

-- A completed trial that does not tell every objective ranks as diverged. The times are those of the attempt that
-- ended the trial, or that runs.
CREATE VIEW trials AS
SELECT t.number AS trial_id, t.number AS number, 1 AS study_id,
  CASE
    WHEN o.state = 'completed' AND NOT EXISTS (
      SELECT 1 FROM objective AS other
      WHERE other.place > 0
        AND coalesce(json_type(o.metrics, '$."' || other.metric || '"'), '') NOT IN ('real', 'integer')
    ) THEN 'COMPLETE'
    WHEN o.state = 'pruned' THEN 'PRUNED'
    WHEN o.state IS NOT NULL THEN 'FAIL'
    WHEN EXISTS (SELECT 1 FROM attempt AS a WHERE a.trial = t.number AND a.ended_at IS NULL) THEN 'RUNNING'
    ELSE 'WAITING'
  END AS state,
  (SELECT substr(a.started_at, 1, 10) || ' ' || substr(a.started_at, 12, 8) || '.'
      || substr(replace(substr(a.started_at, 21), 'Z', '') || '000000', 1, 6)
    FROM attempt AS a WHERE a.trial = t.number AND (a.ended_at IS NULL) = (o.state IS NULL)
    ORDER BY a.number DESC LIMIT 1) AS datetime_start,
  (SELECT substr(a.ended_at, 1, 10) || ' ' || substr(a.ended_at, 12, 8) || '.'
      || substr(replace(substr(a.ended_at, 21), 'Z', '') || '000000', 1, 6)
    FROM attempt AS a WHERE a.trial = t.number AND a.ended_at IS NOT NULL AND o.state IS NOT NULL
    ORDER BY a.number DESC LIMIT 1) AS datetime_complete
FROM trial AS t LEFT JOIN outcome AS o ON o.trial = t.number
WHERE t.role = 'search';

CREATE VIEW trial_params AS
SELECT t.number * 65536 + p.place AS param_id, t.number AS trial_id, p.name AS param_name,
  CAST(coalesce(c.place, one.value) AS REAL) AS param_value, p.distribution AS distribution_json
FROM trial AS t
CROSS JOIN json_each(t.configuration) AS one
JOIN parameter AS p ON p.path = one.key
LEFT JOIN choice AS c ON c.parameter = p.place AND c.label = one.value AND one.type = 'text'
WHERE t.role = 'search';

CREATE VIEW trial_values AS
SELECT trial_id * 65536 + objective AS trial_value_id, trial_id, objective,
  CASE WHEN value BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308 THEN value END AS value,
  CASE WHEN value > 1.7976931348623157e308 THEN 'INF_POS' WHEN value < -1.7976931348623157e308 THEN 'INF_NEG'
    ELSE 'FINITE' END AS value_type
FROM (
  SELECT t.trial_id AS trial_id, g.place AS objective,
    CASE g.place WHEN 0 THEN o.value ELSE json_extract(o.metrics, '$."' || g.metric || '"') END AS value
  FROM trials AS t CROSS JOIN outcome AS o ON o.trial = t.trial_id CROSS JOIN objective AS g
  WHERE t.state = 'COMPLETE' OR (t.state = 'PRUNED' AND (SELECT count(*) FROM objective) = 1)
) WHERE value IS NOT NULL;

CREATE VIEW trial_intermediate_values AS
SELECT e.trial * 4294967296 + e.number AS trial_intermediate_value_id, e.trial AS trial_id, e.number AS step,
  CASE WHEN e.exponent < 2047 THEN
    (1 - 2 * e.negative) * (
      CAST(e.fraction + CASE WHEN e.exponent > 0 THEN 4503599627370496 ELSE 0 END AS REAL)
      * (SELECT p.value FROM power_of_two AS p WHERE p.exponent = max(e.exponent, 1) - 1075))
  END AS intermediate_value,
  CASE WHEN e.exponent < 2047 THEN 'FINITE' WHEN e.fraction > 0 THEN 'NAN' WHEN e.negative THEN 'INF_NEG'
    ELSE 'INF_POS' END AS intermediate_value_type
FROM epoch AS e JOIN trial AS t ON t.number = e.trial
WHERE t.role = 'search';

CREATE VIEW trial_user_attributes AS
SELECT t.number * 65536 AS trial_user_attribute_id, t.number AS trial_id, 'message' AS key,
  json_quote(o.message) AS value_json
FROM trial AS t JOIN outcome AS o ON o.trial = t.number
WHERE t.role = 'search' AND o.message IS NOT NULL
UNION ALL
SELECT t.number * 65536 + 1, t.number, 'outcome', '"diverged"'
FROM trial AS t JOIN outcome AS o ON o.trial = t.number
WHERE t.role = 'search' AND o.state = 'diverged'
UNION ALL
SELECT t.number * 65536 + 2, t.number, 'bestEpoch', CAST(o.best_epoch AS TEXT)
FROM trial AS t JOIN outcome AS o ON o.trial = t.number
WHERE t.role = 'search' AND o.best_epoch IS NOT NULL
UNION ALL
SELECT of.number * 65536 + 3, of.number, 'confirmations', (
    SELECT json_group_array(value) FROM (
      SELECT o.value AS value FROM trial AS t JOIN outcome AS o ON o.trial = t.number
      WHERE t.of_trial = of.number AND t.role = 'confirmation' ORDER BY t.replicate))
FROM trial AS of
WHERE of.number IN (
  SELECT t.of_trial FROM trial AS t JOIN outcome AS o ON o.trial = t.number
  WHERE t.of_trial IS NOT NULL AND t.role = 'confirmation')
UNION ALL
SELECT t.of_trial * 65536 + 4, t.of_trial, 'test', coalesce(o.metrics, json_quote(coalesce(o.message, o.state)))
FROM trial AS t JOIN outcome AS o ON o.trial = t.number
WHERE t.of_trial IS NOT NULL AND t.role = 'test'
UNION ALL
SELECT t.number * 65536 + 5 + one.id, t.number, 'metrics.' || one.key, o.metrics -> one.fullkey
FROM trial AS t JOIN outcome AS o ON o.trial = t.number CROSS JOIN json_each(o.metrics) AS one
WHERE t.role = 'search';

-- What Optuna calls constraints: at most 0 where they are kept.
CREATE VIEW trial_system_attributes AS
SELECT t.trial_id AS trial_system_attribute_id, t.trial_id AS trial_id, 'constraints' AS key, (
    SELECT json_group_array(excess) FROM (
      SELECT coalesce(
        CASE
          WHEN b.metric = (SELECT metric FROM objective WHERE place = 0) THEN b.sign * (o.value - b.value)
          WHEN json_type(o.metrics, '$."' || b.metric || '"') IN ('real', 'integer')
            THEN b.sign * (json_extract(o.metrics, '$."' || b.metric || '"') - b.value)
        END, 1.7976931348623157e308) AS excess
      FROM bound AS b ORDER BY b.place)) AS value_json
FROM trials AS t JOIN outcome AS o ON o.trial = t.trial_id
WHERE t.state = 'COMPLETE' AND EXISTS (SELECT 1 FROM bound);

CREATE VIEW trial_heartbeats AS
SELECT 0 AS trial_heartbeat_id, 0 AS trial_id, '' AS heartbeat WHERE 0;
