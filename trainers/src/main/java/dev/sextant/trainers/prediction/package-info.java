/**
 * Predictions for rows of a table with a network that was saved: each row is encoded as those were that it learnt from.
 */
@NullMarked
package dev.sextant.trainers.prediction;

import org.jspecify.annotations.NullMarked;
