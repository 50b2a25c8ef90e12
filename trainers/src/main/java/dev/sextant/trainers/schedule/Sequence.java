// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.trial.Direction;
import dev.sextant.trainers.state.StateFormatException;
import dev.sextant.trainers.state.StateReader;
import dev.sextant.trainers.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Schedules one after another. At each milestone the next one takes over, from its own epoch 0 and the learning rate
 * η₀; it sees no metric of before.
 *
 * <p>Source: PyTorch's SequentialLR. Departure: a member may be {@link ReduceOnPlateau}, which PyTorch refuses.
 *
 * @param schedules at least 2; none is a sequence or has a warm-up
 * @param milestones epochs at which one ends and the next begins, one fewer than schedules, rising, each at least 1
 */
public record Sequence(List<Schedule> schedules, List<Integer> milestones) implements Schedule {
    private static final int MOST = 16;

    public Sequence {
        schedules = List.copyOf(schedules);
        milestones = List.copyOf(milestones);
        if (schedules.size() < 2 || schedules.size() > MOST)
            throw new IllegalArgumentException(
                    "schedules must name 2 to %d schedules, got %d".formatted(MOST, schedules.size()));
        if (milestones.size() != schedules.size() - 1)
            throw new IllegalArgumentException(
                    "milestones must name one epoch fewer than there are schedules: %d schedules and %d milestones"
                            .formatted(schedules.size(), milestones.size()));
        int last = 0;
        for (int milestone : milestones) {
            Lengths.FROM_1.require("a milestone", milestone);
            if (milestone <= last)
                throw new IllegalArgumentException("milestones must rise, got %s".formatted(milestones));
            last = milestone;
        }
        for (Schedule schedule : schedules)
            if (schedule instanceof Sequence || schedule instanceof Warmup)
                throw new IllegalArgumentException("a sequence cannot hold " + schedule);
    }

    /** @param members the schedules that may stand in a sequence */
    static Schema.Section schema(Map<String, Schema.Section> members) {
        return new Schema.Section(
                "One schedule after another, each from its own epoch 0.",
                List.of(
                        new Schema.Key(
                                "schedules",
                                new Schema.Items(
                                        "The schedules; a length that follows the training follows the schedule's share"
                                                + " of it.",
                                        new Schema.Variants("A schedule.", members),
                                        2,
                                        MOST),
                                true,
                                null),
                        new Schema.Key(
                                "milestones",
                                new Schema.Items(
                                        "Epochs at which one schedule gives way to the next, such as [5, 20].",
                                        new Schema.Whole("An epoch.", Lengths.FROM_1),
                                        1,
                                        MOST - 1),
                                true,
                                null)));
    }

    static Sequence read(JsonNode keys, int epochs) {
        List<Integer> milestones = new ArrayList<>();
        for (JsonNode milestone : keys.path("milestones")) milestones.add(milestone.intValue());
        List<Schedule> schedules = new ArrayList<>();
        shares(keys, epochs, (member, _, share) -> schedules.add(Schedules.member(member, share)));
        return new Sequence(schedules, milestones);
    }

    /** What a sequence's members are told of: each with its place below the sequence and its share of the epochs. */
    interface Share {
        void take(JsonNode member, String place, int epochs);
    }

    /** Deals the epochs out to the members, at least 1 to each. */
    static void shares(JsonNode keys, int epochs, Share to) {
        JsonNode milestones = keys.path("milestones");
        int begin = 0;
        int place = 0;
        for (JsonNode member : keys.path("schedules")) {
            int end = place < milestones.size() ? milestones.get(place).intValue() : epochs;
            to.take(member, "schedules." + place, Math.max(1, end - begin));
            begin = end;
            place++;
        }
    }

    @Override
    public Course start(double base, Direction direction, int batches) {
        Course[] courses = new Course[schedules.size()];
        for (int i = 0; i < courses.length; i++) courses[i] = schedules.get(i).start(base, direction, batches);
        int[] ends = milestones.stream().mapToInt(Integer::intValue).toArray();
        return new Relay(courses, ends);
    }

    /** One course after another; each stands still at its beginning until its turn. */
    private static final class Relay implements Course {
        private final Course[] courses;
        private final int[] ends;
        private int current;
        private int epochs;

        private Relay(Course[] courses, int[] ends) {
            this.courses = courses;
            this.ends = ends;
        }

        @Override
        public double rate() {
            return courses[current].rate();
        }

        @Override
        public double momentum() {
            return courses[current].momentum();
        }

        @Override
        public void batch() {
            courses[current].batch();
        }

        @Override
        public void advance(double metric) {
            courses[current].advance(metric);
            epochs++;
            if (current < ends.length && epochs == ends[current]) current++;
        }

        @Override
        public void write(StateWriter out) {
            out.of("sequence").put(current).put(epochs);
            for (Course course : courses) out.put(course);
        }

        @Override
        public void read(StateReader in) throws StateFormatException {
            in.of("sequence");
            current = in.whole(courses.length - 1);
            epochs = in.whole(Integer.MAX_VALUE);
            for (Course course : courses) in.into(course);
        }
    }
}
