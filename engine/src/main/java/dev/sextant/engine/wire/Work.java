// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import dev.sextant.engine.study.Task;
import java.util.List;

/** The answer to a {@link Pull}: at most as many tasks as it had credits. */
public record Work(List<Task> tasks) implements Wire {
    public Work {
        tasks = List.copyOf(tasks);
    }
}
