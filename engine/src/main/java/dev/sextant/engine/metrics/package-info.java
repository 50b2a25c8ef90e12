// SPDX-License-Identifier: Apache-2.0
/**
 * What a running study counts and times, for a registry that whoever starts the study brings. Without a registry
 * nothing here is loaded. No count and no time gets into a result.
 *
 * <p>Every meter, by the name that Prometheus shows:
 *
 * <table>
 *   <caption>Meters</caption>
 *   <tr><th>name</th><th>kind</th><th>what it says</th></tr>
 *   <tr><td>sextant_trials_total{state}</td><td>counter</td><td>trials whose outcome is stored, by state: completed,
 *       pruned, diverged, failed</td></tr>
 *   <tr><td>sextant_attempts_begun_total</td><td>counter</td><td>attempts handed out</td></tr>
 *   <tr><td>sextant_attempts_ended_total{how}</td><td>counter</td><td>attempts by how they ended: ended with the
 *       trial's outcome, superseded, lost, released, or broke where the machine and not the trial was to blame</td></tr>
 *   <tr><td>sextant_leases_expired_total</td><td>counter</td><td>attempts of which nothing was heard for a lease's
 *       length</td></tr>
 *   <tr><td>sextant_workers_left_total</td><td>counter</td><td>workers that left and gave back what they ran</td></tr>
 *   <tr><td>sextant_results_total{verdict}</td><td>counter</td><td>results received: accepted, duplicate where the trial
 *       had this very one, stale where the attempt never was, conflict where the trial has another</td></tr>
 *   <tr><td>sextant_alarms_total</td><td>counter</td><td>results that could not be relied on</td></tr>
 *   <tr><td>sextant_epochs_total</td><td>counter</td><td>epochs trained in this process</td></tr>
 *   <tr><td>sextant_pulls_waiting</td><td>gauge</td><td>pulls that wait for work</td></tr>
 *   <tr><td>sextant_attempts_running</td><td>gauge</td><td>attempts handed out and not come back</td></tr>
 *   <tr><td>sextant_proposal_seconds</td><td>histogram</td><td>the searcher's time for one configuration</td></tr>
 *   <tr><td>sextant_plan_seconds</td><td>histogram</td><td>the pruner's time for one plan</td></tr>
 *   <tr><td>sextant_commit_seconds</td><td>histogram</td><td>from a change's handing over to the store until it is
 *       durable</td></tr>
 *   <tr><td>sextant_commit_changes</td><td>histogram</td><td>changes that shared a commit</td></tr>
 *   <tr><td>sextant_slice_seconds</td><td>histogram</td><td>one slice of a training, an epoch as a rule</td></tr>
 *   <tr><td>sextant_dispatch_seconds</td><td>histogram</td><td>how long a free slot and a trial that waits to be run take
 *       to find each other: until the first slice begins</td></tr>
 *   <tr><td>sextant_acknowledge_seconds</td><td>histogram</td><td>from a result's arrival until it is durable and
 *       acknowledged</td></tr>
 *   <tr><td>sextant_trial_seconds</td><td>histogram</td><td>from the question for a trial until its result is durable
 *       and acknowledged</td></tr>
 * </table>
 */
@NullMarked
package dev.sextant.engine.metrics;

import org.jspecify.annotations.NullMarked;
