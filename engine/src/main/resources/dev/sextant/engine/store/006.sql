-- SPDX-License-Identifier: Apache-2.0
-- Version 6: virtual time and asynchronous studies. epoch_cost is how long an epoch is in virtual time; seen names the
-- trials from whose results an asynchronous trial was decided, as ranges such as 0-57,59.

ALTER TABLE trial ADD COLUMN epoch_cost INTEGER NOT NULL DEFAULT 1;
ALTER TABLE trial ADD COLUMN seen TEXT NOT NULL DEFAULT '';
