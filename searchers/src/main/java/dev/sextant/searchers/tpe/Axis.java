// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.tpe;

import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Value;
import java.util.Comparator;
import java.util.stream.IntStream;

/** How one parameter's values are laid out for the densities: a number for every value of the domain. */
sealed interface Axis {
    /** The number of a value. */
    double of(Value value);

    /** The value of a number. */
    Value at(double x);

    /** The number at a place in [0, 1]; every value of a discrete domain has its share. */
    double fromUnit(double unit);

    static Axis of(Domain domain) {
        return switch (domain) {
            case Domain.Range range when range.step() == 0 -> new Line(range, 0);
            case Domain.Range range -> stepped(range, range.count());
            case Domain.Whole whole -> stepped(whole, whole.count());
            case Domain.Choice choice
            when choice.numeric() && choice.options().size() <= Steps.MOST -> Steps.ranked(choice);
            case Domain.Choice choice -> new Names(choice);
        };
    }

    private static Axis stepped(Domain domain, long count) {
        return count <= Steps.MOST ? Steps.of(domain, (int) count) : new Line(domain, 1.0 / count);
    }

    /**
     * A continuum, or steps so many that they are taken for one: a place in [0, 1].
     *
     * @param grain what a kernel's width should not fall below
     */
    record Line(Domain domain, double grain) implements Axis {
        @Override
        public double of(Value value) {
            return domain.toUnit(value);
        }

        @Override
        public Value at(double x) {
            return domain.fromUnit(x);
        }

        @Override
        public double fromUnit(double unit) {
            return unit;
        }
    }

    /** Ordered values: the number is a rank, counted from 0; the rank's share of [0, 1] is what kernels fill. */
    final class Steps implements Axis {
        /** More steps than this are a line: every pair of steps has a cell in a table. */
        static final int MOST = 64;

        private final Domain domain;
        private final double[] edges;

        /** The value of each rank. */
        private final Value[] values;

        /** The rank of each option of a choice. */
        private final int[] ranks;

        private Steps(Domain domain, double[] edges, Value[] values, int[] ranks) {
            this.domain = domain;
            this.edges = edges;
            this.values = values;
            this.ranks = ranks;
        }

        static Steps of(Domain domain, int count) {
            double[] edges = new double[count + 1];
            Value[] values = new Value[count];
            for (int i = 0; i < count; i++) {
                values[i] = switch (domain) {
                    case Domain.Whole whole -> new Value.Whole(whole.low() + i * whole.step());
                    case Domain.Range range -> new Value.Real(Math.min(range.low() + i * range.step(), range.high()));
                    case Domain.Choice choice -> choice.chosen(i);
                };
                edges[i + 1] = domain.share(values[i]).to();
            }
            return new Steps(domain, edges, values, new int[0]);
        }

        /** A choice among numbers, in ascending order, equally wide. */
        static Steps ranked(Domain.Choice choice) {
            int count = choice.options().size();
            int[] order = IntStream.range(0, count)
                    .boxed()
                    .sorted(Comparator.comparingDouble(
                            i -> choice.options().get(i).content().doubleValue()))
                    .mapToInt(Integer::intValue)
                    .toArray();
            double[] edges = new double[count + 1];
            Value[] values = new Value[count];
            int[] ranks = new int[count];
            for (int rank = 0; rank < count; rank++) {
                values[rank] = choice.chosen(order[rank]);
                ranks[order[rank]] = rank;
                edges[rank + 1] = (rank + 1.0) / count;
            }
            return new Steps(choice, edges, values, ranks);
        }

        int count() {
            return values.length;
        }

        /** Where the share of a rank begins; of {@link #count} where the last one ends. */
        double edge(int rank) {
            return edges[rank];
        }

        double middle(int rank) {
            return (edges[rank] + edges[rank + 1]) / 2;
        }

        @Override
        public double of(Value value) {
            return value instanceof Value.Chosen chosen ? ranks[chosen.index()] : rank(domain.toUnit(value));
        }

        @Override
        public Value at(double x) {
            return values[(int) x];
        }

        @Override
        public double fromUnit(double unit) {
            return rank(unit);
        }

        private int rank(double unit) {
            int low = 0;
            int high = values.length - 1;
            while (low < high) {
                int middle = (low + high + 1) >>> 1;
                if (edges[middle] <= unit) low = middle;
                else high = middle - 1;
            }
            return low;
        }
    }

    /** Options without order: the number is the option's place. */
    record Names(Domain.Choice choice) implements Axis {
        int count() {
            return choice.options().size();
        }

        @Override
        public double of(Value value) {
            return ((Value.Chosen) value).index();
        }

        @Override
        public Value at(double x) {
            return choice.chosen((int) x);
        }

        @Override
        public double fromUnit(double unit) {
            return Math.min((int) (unit * count()), count() - 1);
        }
    }
}
