-- SPDX-License-Identifier: Apache-2.0
-- The views that Optuna's RDBStorage reads, version 12, revision v3.2.0.a, over all studies of the database. Its enum
-- columns are enums, because some drivers name the type of what they compare. The id of trial k of study n is
-- 1000000000 n + k.

CREATE SCHEMA optuna;

CREATE TYPE optuna.studydirection AS ENUM ('NOT_SET', 'MINIMIZE', 'MAXIMIZE');
CREATE TYPE optuna.trialstate AS ENUM ('RUNNING', 'COMPLETE', 'PRUNED', 'FAIL', 'WAITING');
CREATE TYPE optuna.trialvaluetype AS ENUM ('FINITE', 'INF_POS', 'INF_NEG');
CREATE TYPE optuna.trialintermediatevaluetype AS ENUM ('FINITE', 'INF_POS', 'INF_NEG', 'NAN');

CREATE VIEW optuna.version_info AS SELECT 1 AS version_info_id, 12 AS schema_version, '4.0.0'::varchar AS library_version;

CREATE VIEW optuna.alembic_version AS SELECT 'v3.2.0.a'::varchar AS version_num;

CREATE VIEW optuna.studies AS
SELECT * FROM sextant.rows_of('optuna_studies') AS every (study_id bigint, study_name text);

CREATE VIEW optuna.study_directions AS
SELECT study_direction_id, direction::optuna.studydirection AS direction, study_id, objective
FROM sextant.rows_of('optuna_study_directions')
  AS every (study_direction_id bigint, direction text, study_id bigint, objective bigint);

CREATE VIEW optuna.study_user_attributes AS
SELECT * FROM sextant.rows_of('optuna_study_user_attributes')
  AS every (study_user_attribute_id bigint, study_id bigint, key text, value_json text);

CREATE VIEW optuna.study_system_attributes AS
SELECT * FROM sextant.rows_of('optuna_study_system_attributes')
  AS every (study_system_attribute_id bigint, study_id bigint, key text, value_json text);

CREATE VIEW optuna.trials AS
SELECT trial_id, number, study_id, state::optuna.trialstate AS state, datetime_start, datetime_complete
FROM sextant.rows_of('optuna_trials')
  AS every (trial_id bigint, number bigint, study_id bigint, state text, datetime_start timestamp,
    datetime_complete timestamp);

CREATE VIEW optuna.trial_params AS
SELECT * FROM sextant.rows_of('optuna_trial_params')
  AS every (param_id bigint, trial_id bigint, param_name text, param_value double precision, distribution_json text);

CREATE VIEW optuna.trial_values AS
SELECT trial_value_id, trial_id, objective, value, value_type::optuna.trialvaluetype AS value_type
FROM sextant.rows_of('optuna_trial_values')
  AS every (trial_value_id bigint, trial_id bigint, objective bigint, value double precision, value_type text);

CREATE VIEW optuna.trial_intermediate_values AS
SELECT trial_intermediate_value_id, trial_id, step, intermediate_value,
  intermediate_value_type::optuna.trialintermediatevaluetype AS intermediate_value_type
FROM sextant.rows_of('optuna_trial_intermediate_values')
  AS every (trial_intermediate_value_id numeric, trial_id bigint, step bigint, intermediate_value double precision,
    intermediate_value_type text);

CREATE VIEW optuna.trial_user_attributes AS
SELECT * FROM sextant.rows_of('optuna_trial_user_attributes')
  AS every (trial_user_attribute_id bigint, trial_id bigint, key text, value_json text);

CREATE VIEW optuna.trial_system_attributes AS
SELECT * FROM sextant.rows_of('optuna_trial_system_attributes')
  AS every (trial_system_attribute_id bigint, trial_id bigint, key text, value_json text);

CREATE VIEW optuna.trial_heartbeats AS
SELECT 0 AS trial_heartbeat_id, 0::bigint AS trial_id, NULL::timestamp AS heartbeat WHERE false;
