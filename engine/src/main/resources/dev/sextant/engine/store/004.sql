-- SPDX-License-Identifier: Apache-2.0
-- Version 4: its number is taken elsewhere.

DROP TABLE IF EXISTS placeholder;
