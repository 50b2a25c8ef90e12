// SPDX-License-Identifier: Apache-2.0
/** A run's results in the formats of other tools: tables, Optuna, TensorBoard, MLflow. */
@NullMarked
package dev.sextant.studies.export;

import org.jspecify.annotations.NullMarked;
