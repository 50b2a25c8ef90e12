/** Trained networks as graphs of ONNX, which other programs compute: from the cells of a table to the answer. */
@NullMarked
package dev.sextant.trainers.onnx;

import org.jspecify.annotations.NullMarked;
