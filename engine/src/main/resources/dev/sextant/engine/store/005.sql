-- SPDX-License-Identifier: Apache-2.0
-- Version 5: how each attempt ended, beside when.

ALTER TABLE attempt ADD COLUMN ending TEXT CHECK (ending IN ('ended', 'superseded', 'lost', 'released', 'broke'));
-- For people; empty where the ending says it all.
ALTER TABLE attempt ADD COLUMN cause TEXT;
UPDATE attempt SET ending = 'ended', cause = '' WHERE ended_at IS NOT NULL;
