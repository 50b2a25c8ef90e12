@NullMarked
package dev.sextant.trainers.onnx;

import org.jspecify.annotations.NullMarked;
