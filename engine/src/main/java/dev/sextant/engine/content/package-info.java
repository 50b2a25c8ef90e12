// SPDX-License-Identifier: Apache-2.0
/**
 * What the machines of a cluster carry to each other beside messages: a study and its files from the coordinator to its
 * workers, by their SHA-256; checkpoints there and back.
 */
@NullMarked
package dev.sextant.engine.content;

import org.jspecify.annotations.NullMarked;
