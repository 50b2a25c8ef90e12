// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.local;

import dev.sextant.engine.wire.Addresses;
import io.vertx.core.Deployable;
import io.vertx.core.Vertx;
import java.util.List;

/**
 * What opens a study to workers on other machines.
 *
 * @param vertx of the cluster; carries the messages already, and ends with the study
 * @param addresses of this coordinator
 * @param node names this process in the cluster; its own agent is called by it
 * @param incarnation names it among all that ever had the name
 * @param desks what else the study's workers turn to; deployed in order once the coordinator listens, and taken away in
 *     the opposite order, while it still listens
 */
public record Openness(
        Vertx vertx, Addresses addresses, String node, long incarnation, List<? extends Deployable> desks) {
    public Openness {
        desks = List.copyOf(desks);
    }
}
