-- SPDX-License-Identifier: Apache-2.0
-- Version 4: nothing yet.

SELECT 4;
