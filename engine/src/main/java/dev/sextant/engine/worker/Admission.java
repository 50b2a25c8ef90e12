// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.worker;

import dev.sextant.engine.study.Task;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Which of a machine's tasks may begin: in the order in which they came, and a task that is to run alone only when
 * nothing runs, and nothing beside it. Threads: confined to one.
 */
final class Admission {
    private final Deque<Task> waiting = new ArrayDeque<>();
    private int running;
    private boolean alone;

    void add(Task task) {
        waiting.add(task);
    }

    /** The next task, which begins with this call; null where none may. */
    @Nullable
    Task next() {
        Task next = waiting.peek();
        if (next == null || alone || (next.alone() && running > 0)) return null;
        waiting.remove();
        running++;
        alone = next.alone();
        return next;
    }

    /** One of the tasks that began has ended. */
    void ended() {
        running--;
        alone = false;
    }

    /** Nothing that waits will begin. */
    void clear() {
        waiting.clear();
    }

    int waiting() {
        return waiting.size();
    }

    /** Whether a task runs alone or waits to: what came now would have to wait for it. */
    boolean exclusive() {
        return alone || waiting.stream().anyMatch(Task::alone);
    }
}
