// SPDX-License-Identifier: Apache-2.0
/** The one composition root: finds the services, starts and stops studies, keeps their directories. */
@NullMarked
package dev.sextant.studies.wiring;

import org.jspecify.annotations.NullMarked;
