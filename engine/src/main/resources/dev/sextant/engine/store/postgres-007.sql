-- SPDX-License-Identifier: Apache-2.0
-- One study's tables as they are after the scripts up to version 7: the first version that PostgreSQL knows. The same
-- tables with the same columns in the same order, beside power_of_two, which all studies share. {study} is the study's
-- id in sextant.study; the schema is the first of the search path.

CREATE TABLE schema_version (version BIGINT PRIMARY KEY);
INSERT INTO schema_version SELECT generate_series(1, 6);

CREATE TABLE meta (
  key   TEXT COLLATE "C" PRIMARY KEY,
  value TEXT NOT NULL
);

CREATE TABLE trial (
  number        BIGINT PRIMARY KEY,
  role          TEXT NOT NULL CHECK (role IN ('search', 'confirmation', 'test')),
  of_trial      BIGINT REFERENCES trial (number) DEFERRABLE,
  replicate     BIGINT,
  configuration TEXT NOT NULL,
  note          TEXT NOT NULL,
  plan          TEXT NOT NULL,
  view_digest   TEXT NOT NULL,
  digest        BIGINT,
  epoch_cost    BIGINT NOT NULL DEFAULT 1,
  seen          TEXT NOT NULL DEFAULT ''
);
CREATE INDEX repeated ON trial (of_trial) WHERE of_trial IS NOT NULL;

CREATE TABLE outcome (
  trial      BIGINT PRIMARY KEY REFERENCES trial (number) DEFERRABLE,
  state      TEXT NOT NULL CHECK (state IN ('completed', 'pruned', 'diverged', 'failed')),
  value      DOUBLE PRECISION,
  bits       BIGINT,
  best_epoch BIGINT,
  metrics    TEXT,
  curve      BYTEA NOT NULL,
  message    TEXT,
  digest     BIGINT
);

CREATE TABLE attempt (
  fence      BIGINT PRIMARY KEY,
  trial      BIGINT NOT NULL REFERENCES trial (number) DEFERRABLE,
  number     BIGINT NOT NULL,
  worker     TEXT NOT NULL,
  started_at TEXT NOT NULL,
  ended_at   TEXT,
  ending     TEXT CHECK (ending IN ('ended', 'superseded', 'lost', 'released', 'broke')),
  cause      TEXT,
  UNIQUE (trial, number)
);

CREATE TABLE reading (
  trial  BIGINT NOT NULL REFERENCES trial (number) DEFERRABLE,
  name   TEXT COLLATE "C" NOT NULL,
  series BYTEA NOT NULL,
  PRIMARY KEY (trial, name)
);

CREATE TABLE objective (
  place     BIGINT PRIMARY KEY,
  metric    TEXT NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('MINIMIZE', 'MAXIMIZE'))
);

CREATE TABLE bound (
  place  BIGINT PRIMARY KEY,
  metric TEXT NOT NULL,
  sign   BIGINT NOT NULL CHECK (sign IN (-1, 1)),
  value  DOUBLE PRECISION NOT NULL
);

CREATE TABLE parameter (
  place        BIGINT PRIMARY KEY,
  path         TEXT NOT NULL UNIQUE,
  name         TEXT NOT NULL,
  distribution TEXT NOT NULL
);

CREATE TABLE choice (
  parameter BIGINT NOT NULL REFERENCES parameter (place) DEFERRABLE,
  label     TEXT COLLATE "C" NOT NULL,
  place     BIGINT NOT NULL,
  PRIMARY KEY (parameter, label)
);

CREATE TABLE enqueued (
  place         BIGINT PRIMARY KEY,
  configuration TEXT NOT NULL,
  enqueued_at   TEXT NOT NULL
);

CREATE VIEW power_of_two AS SELECT exponent, value FROM sextant.power_of_two;

-- Every epoch of every curve: the bits of the double, taken apart.
CREATE VIEW epoch AS
SELECT trial, number, high >> 31 AS negative, (high >> 20) & 2047 AS exponent,
  (high & 1048575) * 4294967296 + low AS fraction
FROM (
  SELECT o.trial AS trial, one.number AS number,
    (get_byte(o.curve, 8 * one.number - 8)::bigint << 24) + (get_byte(o.curve, 8 * one.number - 7) << 16)
      + (get_byte(o.curve, 8 * one.number - 6) << 8) + get_byte(o.curve, 8 * one.number - 5) AS high,
    (get_byte(o.curve, 8 * one.number - 4)::bigint << 24) + (get_byte(o.curve, 8 * one.number - 3) << 16)
      + (get_byte(o.curve, 8 * one.number - 2) << 8) + get_byte(o.curve, 8 * one.number - 1) AS low
  FROM outcome AS o CROSS JOIN LATERAL generate_series(1, length(o.curve) / 8) AS one (number)
) AS bytes;

-- The study's part of the views with Optuna's names. Its trials are the search trials, while confirmations and the test
-- stand as attributes of the trial that they repeat, because a best trial is looked for among trials.

CREATE VIEW optuna_studies AS SELECT id AS study_id, name AS study_name FROM sextant.study WHERE id = {study};

CREATE VIEW optuna_study_directions AS
SELECT {study}::bigint * 65536 + place AS study_direction_id, direction, {study}::bigint AS study_id, place AS objective
FROM objective;

CREATE VIEW optuna_study_user_attributes AS
SELECT {study}::bigint * 65536 + row_number() OVER (ORDER BY key) AS study_user_attribute_id,
  {study}::bigint AS study_id, key::text AS key, to_json(value)::text AS value_json
FROM meta;

CREATE VIEW optuna_study_system_attributes AS
SELECT {study}::bigint AS study_system_attribute_id, {study}::bigint AS study_id, 'study:metric_names'::text AS key,
  (SELECT json_agg(metric ORDER BY place) FROM objective)::text AS value_json
WHERE (SELECT count(*) FROM objective) > 1;

-- A completed trial that does not tell every objective ranks as diverged. The times are those of the attempt that
-- ended the trial, or that runs.
CREATE VIEW optuna_trials AS
SELECT {study}::bigint * 1000000000 + t.number AS trial_id, t.number AS number, {study}::bigint AS study_id,
  CASE
    WHEN o.state = 'completed' AND NOT EXISTS (
      SELECT 1 FROM objective AS other
      WHERE other.place > 0 AND coalesce(json_typeof(o.metrics::json -> other.metric), '') <> 'number'
    ) THEN 'COMPLETE'
    WHEN o.state = 'pruned' THEN 'PRUNED'
    WHEN o.state IS NOT NULL THEN 'FAIL'
    WHEN EXISTS (SELECT 1 FROM attempt AS a WHERE a.trial = t.number AND a.ended_at IS NULL) THEN 'RUNNING'
    ELSE 'WAITING'
  END AS state,
  (SELECT a.started_at::timestamptz AT TIME ZONE 'UTC'
    FROM attempt AS a WHERE a.trial = t.number AND (a.ended_at IS NULL) = (o.state IS NULL)
    ORDER BY a.number DESC LIMIT 1) AS datetime_start,
  (SELECT a.ended_at::timestamptz AT TIME ZONE 'UTC'
    FROM attempt AS a WHERE a.trial = t.number AND a.ended_at IS NOT NULL AND o.state IS NOT NULL
    ORDER BY a.number DESC LIMIT 1) AS datetime_complete
FROM trial AS t LEFT JOIN outcome AS o ON o.trial = t.number
WHERE t.role = 'search';

CREATE VIEW optuna_trial_params AS
SELECT ({study}::bigint * 1000000000 + t.number) * 65536 + p.place AS param_id,
  {study}::bigint * 1000000000 + t.number AS trial_id, p.name AS param_name,
  coalesce(c.place::double precision,
    CASE WHEN json_typeof(one.value) = 'number' THEN (one.value #>> '{}')::double precision END) AS param_value,
  p.distribution AS distribution_json
FROM trial AS t
CROSS JOIN LATERAL json_each(t.configuration::json) AS one
JOIN parameter AS p ON p.path = one.key
LEFT JOIN choice AS c
  ON c.parameter = p.place AND json_typeof(one.value) = 'string' AND c.label = (one.value #>> '{}') COLLATE "C"
WHERE t.role = 'search';

CREATE VIEW optuna_trial_values AS
SELECT trial_id * 65536 + objective AS trial_value_id, trial_id, objective,
  CASE WHEN value NOT IN ('Infinity', '-Infinity') THEN value END AS value,
  CASE value WHEN 'Infinity' THEN 'INF_POS' WHEN '-Infinity' THEN 'INF_NEG' ELSE 'FINITE' END AS value_type
FROM (
  SELECT t.trial_id AS trial_id, g.place AS objective,
    CASE g.place WHEN 0 THEN o.value ELSE (o.metrics::json ->> g.metric)::double precision END AS value
  FROM optuna_trials AS t JOIN outcome AS o ON o.trial = t.number CROSS JOIN objective AS g
  WHERE t.state = 'COMPLETE' OR (t.state = 'PRUNED' AND (SELECT count(*) FROM objective) = 1)
) AS every WHERE value IS NOT NULL;

CREATE VIEW optuna_trial_intermediate_values AS
SELECT ({study}::bigint * 1000000000 + e.trial)::numeric * 4294967296 + e.number AS trial_intermediate_value_id,
  {study}::bigint * 1000000000 + e.trial AS trial_id, e.number::bigint AS step,
  CASE WHEN e.exponent < 2047 THEN
    (1 - 2 * e.negative) * (
      (e.fraction + CASE WHEN e.exponent > 0 THEN 4503599627370496 ELSE 0 END)::double precision
      * (SELECT p.value FROM sextant.power_of_two AS p WHERE p.exponent = greatest(e.exponent, 1) - 1075))
  END AS intermediate_value,
  CASE WHEN e.exponent < 2047 THEN 'FINITE' WHEN e.fraction > 0 THEN 'NAN' WHEN e.negative = 1 THEN 'INF_NEG'
    ELSE 'INF_POS' END AS intermediate_value_type
FROM epoch AS e JOIN trial AS t ON t.number = e.trial
WHERE t.role = 'search';

CREATE VIEW optuna_trial_user_attributes AS
SELECT ({study}::bigint * 1000000000 + number) * 65536 + place AS trial_user_attribute_id,
  {study}::bigint * 1000000000 + number AS trial_id, key, value_json
FROM (
  SELECT t.number AS number, 0::bigint AS place, 'message' AS key, to_json(o.message)::text AS value_json
  FROM trial AS t JOIN outcome AS o ON o.trial = t.number
  WHERE t.role = 'search' AND o.message IS NOT NULL
  UNION ALL
  SELECT t.number, 1, 'outcome', '"diverged"'
  FROM trial AS t JOIN outcome AS o ON o.trial = t.number
  WHERE t.role = 'search' AND o.state = 'diverged'
  UNION ALL
  SELECT t.number, 2, 'bestEpoch', o.best_epoch::text
  FROM trial AS t JOIN outcome AS o ON o.trial = t.number
  WHERE t.role = 'search' AND o.best_epoch IS NOT NULL
  UNION ALL
  SELECT t.of_trial, 3, 'confirmations',
    '[' || string_agg(coalesce(to_json(o.value)::text, 'null'), ',' ORDER BY t.replicate) || ']'
  FROM trial AS t JOIN outcome AS o ON o.trial = t.number
  WHERE t.of_trial IS NOT NULL AND t.role = 'confirmation' GROUP BY t.of_trial
  UNION ALL
  SELECT t.of_trial, 4, 'test', coalesce(o.metrics, to_json(coalesce(o.message, o.state))::text)
  FROM trial AS t JOIN outcome AS o ON o.trial = t.number
  WHERE t.of_trial IS NOT NULL AND t.role = 'test'
  UNION ALL
  SELECT t.number, 4 + one.place, 'metrics.' || one.key, one.value::text
  FROM trial AS t JOIN outcome AS o ON o.trial = t.number
    CROSS JOIN LATERAL json_each(o.metrics::json) WITH ORDINALITY AS one (key, value, place)
  WHERE t.role = 'search'
) AS every;

-- What Optuna calls constraints: at most 0 where they are kept.
CREATE VIEW optuna_trial_system_attributes AS
SELECT t.trial_id AS trial_system_attribute_id, t.trial_id AS trial_id, 'constraints'::text AS key, (
    SELECT '[' || string_agg(to_json(excess)::text, ',' ORDER BY place) || ']' FROM (
      SELECT b.place AS place, coalesce(
        CASE
          WHEN b.metric = (SELECT metric FROM objective WHERE place = 0) THEN b.sign * (o.value - b.value)
          WHEN json_typeof(o.metrics::json -> b.metric) = 'number'
            THEN b.sign * ((o.metrics::json ->> b.metric)::double precision - b.value)
        END, 1.7976931348623157e308) AS excess
      FROM bound AS b) AS every) AS value_json
FROM optuna_trials AS t JOIN outcome AS o ON o.trial = t.number
WHERE t.state = 'COMPLETE' AND EXISTS (SELECT 1 FROM bound);
