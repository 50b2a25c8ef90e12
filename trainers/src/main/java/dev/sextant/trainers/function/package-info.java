/**
 * Named functions whose least value is known, for trying searchers and pruners: classics of optimization, and responses
 * as learning rates have them.
 */
@NullMarked
package dev.sextant.trainers.function;

import org.jspecify.annotations.NullMarked;
