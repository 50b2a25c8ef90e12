/** Recorded results of other trainings, replayed as if they were trained: thousands of trials a second. */
@NullMarked
package dev.sextant.trainers.replay;

import org.jspecify.annotations.NullMarked;
