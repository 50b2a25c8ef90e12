// SPDX-License-Identifier: Apache-2.0
package example.embedding;

/**
 * A program's own code with settings of its own: quicksort that leaves short runs to insertion sort. It counts what it
 * does, so that what a setting costs is a figure of the code, the same on every machine and at every time of day.
 */
final class Sorter {
    private final int cutoff;
    private final boolean median;
    private long work;

    /**
     * A sorter with these settings.
     *
     * @param cutoff runs of at most so many numbers are left to insertion sort, at least 1
     * @param pivot {@code middle}, or {@code medianOfThree}
     */
    Sorter(long cutoff, String pivot) {
        this.cutoff = Math.toIntExact(cutoff);
        this.median = pivot.equals("medianOfThree");
    }

    /** Sorts, and returns how many comparisons and moves it took; a call counts as eight of them. */
    long sort(int[] numbers) {
        work = 0;
        sort(numbers, 0, numbers.length - 1);
        return work;
    }

    private void sort(int[] numbers, int low, int high) {
        work += 8;
        if (high - low < cutoff) {
            insert(numbers, low, high);
            return;
        }
        int middle = (low + high) >>> 1;
        if (median) {
            order(numbers, low, middle);
            order(numbers, middle, high);
            order(numbers, low, middle);
        }
        int pivot = numbers[middle];
        int i = low;
        int j = high;
        while (i <= j) {
            for (; numbers[i] < pivot; i++) work++;
            for (; numbers[j] > pivot; j--) work++;
            if (i <= j) swap(numbers, i++, j--);
        }
        if (low < j) sort(numbers, low, j);
        if (i < high) sort(numbers, i, high);
    }

    private void insert(int[] numbers, int low, int high) {
        for (int i = low + 1; i <= high; i++) {
            int number = numbers[i];
            int j = i - 1;
            for (; j >= low && numbers[j] > number; j--) {
                numbers[j + 1] = numbers[j];
                work += 2;
            }
            numbers[j + 1] = number;
            work += 2;
        }
    }

    private void order(int[] numbers, int low, int high) {
        work++;
        if (numbers[low] > numbers[high]) swap(numbers, low, high);
    }

    private void swap(int[] numbers, int one, int other) {
        int number = numbers[one];
        numbers[one] = numbers[other];
        numbers[other] = number;
        work += 3;
    }
}
