// SPDX-License-Identifier: Apache-2.0
/**
 * The engine: what a study is, the contracts that searchers, pruners and trainers keep, and the machinery that runs
 * trials on one machine or many. It knows no searcher, no trainer and no study file.
 *
 * <p>Whoever writes a searcher or a trainer begins at {@link dev.sextant.engine.spi} and needs of the rest what its
 * contracts name. Whoever reads how a study runs begins at {@link dev.sextant.engine.study.StudyMachine}: what happened
 * goes in, what is to be done comes out, and nothing else decides.
 *
 * <table>
 * <caption>The packages, from the domain to the machinery</caption>
 * <tr><th>package</th><th>what is there</th><th>read first</th></tr>
 * <tr><td>space</td><td>parameters, domains, configurations, and their way to the unit cube and back</td>
 *     <td>{@link dev.sextant.engine.space.Space}</td></tr>
 * <tr><td>trial</td><td>what became of a configuration: outcomes, curves, objectives and constraints</td>
 *     <td>{@link dev.sextant.engine.trial.Trial}, {@link dev.sextant.engine.trial.Outcome}</td></tr>
 * <tr><td>random</td><td>chance that is keyed by seed, trial and purpose, and has no state</td>
 *     <td>{@link dev.sextant.engine.random.Draws}</td></tr>
 * <tr><td>spi</td><td>the contracts</td><td>{@link dev.sextant.engine.spi.Searcher},
 *     {@link dev.sextant.engine.spi.Trainer}</td></tr>
 * <tr><td>study</td><td>the rules of a study: views, budgets, attempts, leases, the end</td>
 *     <td>{@link dev.sextant.engine.study.StudyMachine}, {@link dev.sextant.engine.study.StudySpec}</td></tr>
 * <tr><td>ranking, response, pareto, sweep</td><td>what trials come to: order, ties, intervals, advice; what a model
 *     of the response says; fronts; learning-rate sweeps</td><td>{@link dev.sextant.engine.ranking.Ranking}</td></tr>
 * <tr><td>store, checkpoint, content</td><td>what is kept: trials in SQLite or PostgreSQL, checkpoints, files that
 *     studies read</td><td>{@link dev.sextant.engine.store.StudyStore}</td></tr>
 * <tr><td>wire, coordinator, worker, cluster</td><td>messages and who sends them: one leads, many train</td>
 *     <td>{@link dev.sextant.engine.coordinator.CoordinatorVerticle},
 *     {@link dev.sextant.engine.worker.AgentMachine}</td></tr>
 * <tr><td>local, asktell, metrics</td><td>a study in this process; trials for other programs; counters</td>
 *     <td>{@link dev.sextant.engine.local.LocalStudy}, {@link dev.sextant.engine.asktell.AskTell}</td></tr>
 * </table>
 */
@NullMarked
package dev.sextant.engine;

import org.jspecify.annotations.NullMarked;
