// SPDX-License-Identifier: Apache-2.0
/**
 * Sextant as a library: what the command line does, from a Java program. A search with two trials at a time, of which
 * those that do badly stop early:
 *
 * <pre>{@code
 * Space space = Space.of(log("learningRate", 1e-4, 1), choice("schedule", "constant", "cosine"));
 * try (Study study = Study.minimize("loss", space).pruner("median").trials(60).epochs(30).seed(7).inMemory()) {
 *     study.optimize(2, trial -> {
 *         Model model = new Model(trial.number("learningRate"), trial.text("schedule"), trial.seed());
 *         for (int epoch = 1; epoch < trial.epochs(); epoch++) trial.report(epoch, model.epoch());
 *         return model.epoch();
 *     });
 *     System.out.println(study.parameters(study.best()) + ": loss " + study.bestValue());
 * }
 * }</pre>
 *
 * <h2>Where to begin</h2>
 *
 * <ol>
 *   <li>{@link dev.sextant.studies.api.Parameters} makes the parameters of a {@link dev.sextant.studies.api.Space}.
 *   <li>{@link dev.sextant.studies.api.Study} begins the description of a study, by a space or by a study file;
 *       {@link dev.sextant.studies.api.StudyBuilder} says the rest: searcher, pruner, trials, seed, and whatever else a
 *       study file can say. It opens the study in a directory, or in memory.
 *   <li>An {@link dev.sextant.studies.api.Objective} trains a {@link dev.sextant.studies.api.RunningTrial}: a lambda
 *       for {@link dev.sextant.studies.api.Study#optimize}. Who would rather keep the loop asks and tells, with
 *       {@link dev.sextant.studies.api.Study#ask} and {@code tell}; and {@link dev.sextant.studies.api.Study#run} runs
 *       a study file whose trials Sextant trains itself.
 *   <li>{@link dev.sextant.studies.api.Study#best}, {@link dev.sextant.studies.api.Study#ranking} and
 *       {@link dev.sextant.studies.api.Study#trials} say what came of it, in the types of the engine.
 * </ol>
 *
 * <h2>One result</h2>
 *
 * Where an objective is a function of its parameters and its seed, the study's result is a function of its description:
 * bit for bit the same with any number of workers, whatever the machine has else to do, and after any crash. A test may
 * assert {@link dev.sextant.studies.api.Study#bestValue}. It holds on every machine where the objective's own
 * arithmetic does: {@link java.lang.Math} is not the same everywhere, {@link java.lang.StrictMath} is. Let all its
 * chance come from {@link dev.sextant.studies.api.RunningTrial#seed}.
 *
 * <h2>Leaders are trained again</h2>
 *
 * As in a study file the best of the search are trained again on fresh seeds before they are ranked, five on five where
 * nothing else is said: the objective is called for them after the {@code trials} of the search. That is what makes a
 * ranking honest, and costs as many trainings; {@code confirm(0, 1)} does without.
 *
 * <h2>Directories</h2>
 *
 * The directory of a study is that of a run: {@code sextant rank}, {@code show}, {@code report}, {@code list} and
 * {@code export} take it, and its reports are those of the command line. Whoever opens the same study there again goes
 * on with it; another study is refused. Its {@code study.json} is a study file, with the trainer {@code embedded}, or
 * {@code external} where its trials are asked for: no command can run the former, since no file can name an objective.
 *
 * <h2>Errors</h2>
 *
 * {@link dev.sextant.studies.api.StudyException}, in the words of the command line, for everything that a person may
 * have got wrong; {@link java.lang.InterruptedException} from what waits. What an objective throws fails its trial,
 * which is a result, and not the study.
 *
 * <h2>The program's own</h2>
 *
 * No state is shared between studies. Nothing is written to standard output, no signal is handled, the program is never
 * ended. Log lines go to SLF4J; with Logback, a configuration of the program's own is left alone, and where there is
 * none warnings go to standard error. Threads are daemons, and end with what they were made for.
 */
@NullMarked
package dev.sextant.studies.api;

import org.jspecify.annotations.NullMarked;
