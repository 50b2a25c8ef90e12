// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.worker;

import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.study.ToyStudy;
import dev.sextant.engine.study.ToyStudy.ToyTrainer;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Trains as the toy does, but for some trials, whose trainings misbehave. */
@SuppressWarnings("NullAway") // null where none may be is what some of it is about
public final class StrangeTrainer extends ToyTrainer {
    /** What a slice does that it should not, and what is to be said of it. */
    public enum Fault {
        EXCEPTION("internal error in the trainer: java.lang.IllegalStateException: a bug") {
            @Override
            Progress slice(int slice) {
                throw new IllegalStateException("a bug\nwith a second line");
            }
        },
        EXCEPTION_WITHOUT_WORDS("internal error in the trainer: java.lang.NullPointerException") {
            @Override
            Progress slice(int slice) {
                throw new NullPointerException();
            }
        },
        EXCEPTION_THAT_CANNOT_SAY_ITS_WORDS(
                "internal error in the trainer: dev.sextant.engine.worker.StrangeTrainer$MuteException") {
            @Override
            Progress slice(int slice) {
                throw new MuteException();
            }
        },
        CHECKED_EXCEPTION("internal error in the trainer: java.lang.InterruptedException: sneaked out") {
            @Override
            Progress slice(int slice) {
                throw StrangeTrainer.<RuntimeException>sneaked(new InterruptedException("sneaked out"));
            }
        },
        ERROR("internal error in the trainer: java.lang.Error: like the death of a thread") {
            @Override
            Progress slice(int slice) {
                throw new Error("like the death of a thread");
            }
        },
        STACK_OVERFLOW("the trainer ran out of stack (java.lang.StackOverflowError), as a recursion without end does") {
            @Override
            Progress slice(int slice) {
                return new Progress.Epoch(1, deeper(slice));
            }
        },
        MISSING_CLASS("internal error in the trainer: java.lang.NoClassDefFoundError: com/example/Missing") {
            @Override
            Progress slice(int slice) {
                throw new NoClassDefFoundError("com/example/Missing");
            }
        },
        CLASS_THAT_CANNOT_BE_INITIALISED("a class of the trainer could not be initialised; the log says why") {
            @Override
            Progress slice(int slice) {
                return new Progress.Epoch(1, Uninitialisable.VALUE);
            }
        },
        NO_PROGRESS("the trainer broke its contract: it gave no progress (null)") {
            @Override
            Progress slice(int slice) {
                return null;
            }
        },
        NO_OUTCOME("the trainer broke its contract: it gave no outcome (null)") {
            @Override
            Progress slice(int slice) {
                return new Progress.Done(null);
            }
        },
        NO_MESSAGE("the trainer broke its contract: it gave no message with a failure (null)") {
            @Override
            Progress slice(int slice) {
                return new Progress.Done(new Outcome.Failed(null));
            }
        },
        NO_METRIC("internal error in the trainer: java.lang.IllegalArgumentException: the metric loss has no value") {
            @Override
            Progress slice(int slice) {
                Map<String, Double> metrics = new HashMap<>();
                metrics.put("loss", null);
                return new Progress.Done(new Outcome.Completed(1, 1, metrics, LearningCurve.EMPTY));
            }
        },
        NO_READING("the trainer broke its contract: it gave no value of rate (null)") {
            @Override
            Progress slice(int slice) {
                Map<String, Double> readings = new HashMap<>();
                readings.put("rate", null);
                return new Progress.Epoch(1, 1, readings);
            }
        },
        EPOCHS_BACKWARDS("the trainer broke its contract: it reported epoch 1 after epoch 2") {
            @Override
            Progress slice(int slice) {
                // Values that no plan of the toy's stops.
                return new Progress.Epoch(slice == 3 ? 1 : slice, -1);
            }

            @Override
            LearningCurve before() {
                return new LearningCurve(new double[] {-1, -1});
            }
        },
        NEGATIVE_EPOCH("the trainer broke its contract: it reported epoch -1 after epoch 0") {
            @Override
            Progress slice(int slice) {
                return new Progress.Epoch(-1, 1);
            }
        },
        NEGATIVE_BEST_EPOCH("the trainer broke its contract: it said that epoch -2 was the best") {
            @Override
            Progress slice(int slice) {
                return new Progress.Done(new Outcome.Completed(1, -2, Map.of(), LearningCurve.EMPTY));
            }
        },
        PRUNES_ITSELF(
                "the trainer broke its contract: it said that it pruned a trial; only a stopping plan does that") {
            @Override
            Progress slice(int slice) {
                return new Progress.Done(new Outcome.Pruned(1, 1, LearningCurve.EMPTY));
            }
        },
        /** Deaf to interrupts, too. To be used with a limit of a trial's time alone. */
        HANGS("took longer than 300ms, the study's limit for a trial (limits.trialTime)") {
            @Override
            Progress slice(int slice) {
                while (true) {
                    LockSupport.parkNanos(10_000_000);
                    Thread.interrupted();
                }
            }
        },
        /** Ends no slice too late, but never comes to an end. To be used likewise. */
        ENDLESS("took longer than 300ms, the study's limit for a trial (limits.trialTime)") {
            @Override
            Progress slice(int slice) {
                LockSupport.parkNanos(1_000_000);
                return new Progress.Running();
            }
        },
        /** To be used in a process of its own alone. */
        EXITS("called System.exit, which a trainer may not: it would end every other trial too") {
            @Override
            Progress slice(int slice) {
                System.exit(3);
                throw new AssertionError("unreachable");
            }
        },
        /** To be used in a process of its own alone. */
        GREEDY("broke its worker 3 times:"
                + " the machine could not run it: java.lang.OutOfMemoryError: Java heap space") {
            @Override
            Progress slice(int slice) {
                Object[] held = new Object[1 << 16];
                for (int i = 0; i < held.length; i++) held[i] = new byte[1 << 20];
                return new Progress.Epoch(1, held.length);
            }
        };

        private final String message;

        Fault(String message) {
            this.message = message;
        }

        abstract Progress slice(int slice);

        /** Of the epochs that end well. */
        LearningCurve before() {
            return LearningCurve.EMPTY;
        }
    }

    private static final class MuteException extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("mute");
        }
    }

    private static final class Uninitialisable {
        static final int VALUE = value();

        private static int value() {
            throw new IllegalStateException("never " + Thread.currentThread().getName());
        }
    }

    private final Fault fault;
    private final Set<Integer> trials;

    /** @param trials the search trials that misbehave */
    public StrangeTrainer(Fault fault, Set<Integer> trials) {
        this.fault = fault;
        this.trials = trials;
    }

    @Override
    public Training start(Assignment assignment) throws TrainingException {
        if (!strange(assignment)) return super.start(assignment);
        return new Training() {
            private int slices;

            @Override
            public Progress step() {
                return fault.slice(++slices);
            }

            @Override
            public void close() {}
        };
    }

    private boolean strange(Assignment assignment) {
        return trials.contains(assignment.seeds().training());
    }

    /** What must become of a task, whoever runs it. */
    public Outcome outcome(Task task) {
        return strange(task.assignment()) ? new Outcome.Failed(fault.message, fault.before()) : ToyStudy.outcome(task);
    }

    private static int deeper(int depth) {
        return depth < 0 ? 0 : 1 + deeper(depth + 1);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // E is a pretext
    private static <E extends Throwable> E sneaked(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
