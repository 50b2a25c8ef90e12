// SPDX-License-Identifier: Apache-2.0
/** How the machines of a study find each other and talk: membership, the clustered event bus, and who may join. */
@NullMarked
package dev.sextant.engine.cluster;

import org.jspecify.annotations.NullMarked;
