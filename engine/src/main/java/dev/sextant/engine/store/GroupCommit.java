// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Which calls share a commit, what completes when, and in which order. Pure: whoever writes asks for the next commit,
 * makes it, and says how it went.
 *
 * <ol>
 *   <li>Calls are committed, complete and fail in the order in which they came.
 *   <li>A commit takes what has gathered while the one before was made, and never waits for more.
 *   <li>A call completes only after the commit that it is part of is durable.
 *   <li>After a failed commit every call fails, those that come later too.
 *   <li>After closing no call is taken; those taken before are still committed.
 * </ol>
 *
 * <p>Cost: O(1) a call. Threads: confined to one, or guarded by its owner.
 */
public final class GroupCommit<C> {
    /** Calls that share a commit, at most: more would save little of the disk's time and delay the first. */
    public static final int MOST = 256;

    private final Deque<C> waiting = new ArrayDeque<>();
    private List<C> committing = List.of();
    private boolean closed;
    private boolean broken;

    /** Whether the call is taken; a call that is not must be failed by who made it. */
    public boolean take(C call) {
        if (closed || broken) return false;
        waiting.add(call);
        return true;
    }

    /** The calls of the next commit, in order; none where none waits. The commit before must have ended. */
    public List<C> next() {
        if (!committing.isEmpty()) throw new IllegalStateException("a commit is being made");
        if (waiting.isEmpty()) return List.of();
        List<C> calls = new ArrayList<>(Math.min(waiting.size(), MOST));
        while (calls.size() < MOST && !waiting.isEmpty()) calls.add(waiting.removeFirst());
        committing = List.copyOf(calls);
        return committing;
    }

    /** The commit is durable: these calls complete, in order. */
    public List<C> durable() {
        List<C> complete = committing;
        committing = List.of();
        return complete;
    }

    /** The commit was not made, and none will be any more: these calls fail, in order. */
    public List<C> failed() {
        broken = true;
        List<C> lost = new ArrayList<>(committing);
        lost.addAll(waiting);
        committing = List.of();
        waiting.clear();
        return lost;
    }

    /** No more calls. */
    public void close() {
        closed = true;
    }

    public boolean closed() {
        return closed;
    }

    /** Whether nothing is left to commit, and nothing will come. */
    public boolean over() {
        return (closed || broken) && waiting.isEmpty() && committing.isEmpty();
    }
}
