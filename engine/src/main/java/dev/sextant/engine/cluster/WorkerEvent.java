// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.cluster;

import java.util.List;

/** What happens to a worker's process that a person should know. */
public sealed interface WorkerEvent {
    /**
     * No coordinator has answered for a while.
     *
     * @param others the addresses of the other machines that are there
     * @param troubles why the event buses of some of them are not reached, in words
     */
    record Waiting(List<String> others, List<String> troubles) implements WorkerEvent {}

    /** A coordinator has taken this machine in, and the study is being made ready here. */
    record Joined(String parcel) implements WorkerEvent {}

    /** Trials of the study are asked for from here on. */
    record Began(String study, int slots) implements WorkerEvent {}

    /** The coordinator was replaced by another of the same study; trainings go on. */
    record Led(String study) implements WorkerEvent {}

    /** The study has no more work for anybody. */
    record Ended(String study, String words) implements WorkerEvent {}

    /** This machine cannot train the study; it waits for another. */
    record Unfit(String words) implements WorkerEvent {}

    /** The coordinator does not answer any more; trainings go on. */
    record Silent(String study, long seconds) implements WorkerEvent {}

    /** It answers again. */
    record Heard(String study) implements WorkerEvent {}
}
