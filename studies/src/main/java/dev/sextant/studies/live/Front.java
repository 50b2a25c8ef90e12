// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.live;

import dev.sextant.engine.pareto.Dominance;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.List;

/**
 * The completed trials of a search that none of it dominates, as far as it has come.
 *
 * <p>Cost: O(n) a trial for n members, and little for a trial that one of the last questions' answers dominates. More
 * than {@link #MOST} members are not followed: a front that large is read from the report.
 */
final class Front {
    static final int MOST = 2_000;

    /** A member, its values turned so that smaller is better. */
    private record Member(double[] values, Trial trial) {}

    private final List<Member> members = new ArrayList<>();
    private boolean full;

    void add(Trial trial, double[] values) {
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            if (!Dominance.dominates(member.values(), values)) continue;
            // One that dominates much stands where it is asked first.
            members.set(i, members.getFirst());
            members.set(0, member);
            return;
        }
        members.removeIf(member -> Dominance.dominates(values, member.values()));
        if (members.size() == MOST) full = true;
        else members.add(new Member(values, trial));
    }

    /** {@code 12}, or {@code 2000 or more}. */
    String size() {
        return full ? members.size() + " or more" : Integer.toString(members.size());
    }

    /** The best by the first objective, the best first. */
    List<Trial> first(int count) {
        List<Member> first = new ArrayList<>();
        for (Member member : members) {
            int at = first.size();
            while (at > 0 && before(member, first.get(at - 1))) at--;
            if (at < count) first.add(at, member);
            if (first.size() > count) first.removeLast();
        }
        return first.stream().map(Member::trial).toList();
    }

    private static boolean before(Member one, Member other) {
        int order = Double.compare(one.values()[0], other.values()[0]);
        return order == 0 ? one.trial().number() < other.trial().number() : order < 0;
    }
}
