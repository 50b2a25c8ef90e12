/** Saved networks: named tensors in the formats that other tools read and write. */
@NullMarked
package dev.sextant.trainers.model;

import org.jspecify.annotations.NullMarked;
