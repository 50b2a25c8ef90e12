// SPDX-License-Identifier: Apache-2.0
/**
 * The contracts that searchers, pruners and trainers keep, and how they describe their settings. Each contract is a
 * numbered list at the top of its interface; a suite in engine's test jar holds implementations to it.
 *
 * <ul>
 *   <li>To propose configurations: {@link dev.sextant.engine.spi.Searcher}, made by a
 *       {@link dev.sextant.engine.spi.SearcherFactory}. It is shown a {@link dev.sextant.engine.spi.View} and answers
 *       with a {@link dev.sextant.engine.spi.Proposal}. Suite: {@code SearcherContract}.
 *   <li>To stop trials: {@link dev.sextant.engine.spi.Pruner}, {@link dev.sextant.engine.spi.PrunerFactory}. Suite:
 *       {@code PrunerContract}.
 *   <li>To train: {@link dev.sextant.engine.spi.Trainer}, made by a {@link dev.sextant.engine.spi.TrainerFactory},
 *       starts a {@link dev.sextant.engine.spi.Training} of an {@link dev.sextant.engine.spi.Assignment}, whose chance
 *       is in its {@link dev.sextant.engine.spi.Seeds}. Suite: {@code TrainerContract}.
 *   <li>To describe settings, once, for checks, defaults, editors and documents: {@link dev.sextant.engine.spi.Schema}.
 *   <li>What only some do: {@link dev.sextant.engine.spi.Surrogate} models the response for reports,
 *       {@link dev.sextant.engine.spi.ModelExporter} writes a trained model,
 *       {@link dev.sextant.engine.spi.LearningRateFinder} and {@link dev.sextant.engine.spi.LearningRateSchedules} know
 *       learning rates, {@link dev.sextant.engine.spi.StudyStarter} proposes studies,
 *       {@link dev.sextant.engine.spi.ProgramChecker} tries programs out.
 * </ul>
 *
 * <p>Factories are found by {@link java.util.ServiceLoader}: a new one changes nothing outside its own jar.
 */
@NullMarked
package dev.sextant.engine.spi;

import org.jspecify.annotations.NullMarked;
