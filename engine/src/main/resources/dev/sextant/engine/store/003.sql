-- SPDX-License-Identifier: Apache-2.0
-- Version 3: a plan is an object. Its rungs, an array of [epoch, threshold, trials it was taken from], stand under
-- "rungs"; "control" is true where it is not enforced; "switchedOff" is an array of [epoch, correlation, trials].

UPDATE trial SET plan = '{"rungs":' || plan || '}' WHERE plan LIKE '[%';
