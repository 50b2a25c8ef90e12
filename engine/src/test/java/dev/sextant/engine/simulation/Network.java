// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.simulation;

import static dev.sextant.engine.simulation.Timeline.SECOND;

import java.util.HashMap;
import java.util.Map;

/** Carries messages between the coordinator and its agents: late, twice, out of order, or not at all. */
final class Network {
    private final Simulation world;
    private final Map<AgentProcess, Long> cut = new HashMap<>();
    int lost;
    int repeated;

    Network(Simulation world) {
        this.world = world;
    }

    /** Nothing passes between this agent and the coordinator for so long. */
    void cut(AgentProcess agent, long nanos) {
        cut.merge(agent, world.timeline().now() + nanos, Math::max);
    }

    /** Carries a message that this agent sends or is sent. */
    void carry(AgentProcess agent, Node to, Runnable arrival) {
        Weather weather = world.weather();
        if (world.happens(weather.dropped())) {
            lost++;
            return;
        }
        deliver(agent, to, arrival);
        if (!world.happens(weather.repeated())) return;
        repeated++;
        deliver(agent, to, arrival);
    }

    private void deliver(AgentProcess agent, Node to, Runnable arrival) {
        Weather weather = world.weather();
        long delay = world.below(weather.delay());
        if (world.happens(weather.straggling())) delay += world.below(60 * SECOND);
        world.timeline().after(delay, () -> {
            if (isCut(agent)) lost++;
            else to.hear(arrival);
        });
    }

    private boolean isCut(AgentProcess agent) {
        return !world.isQuiet() && world.timeline().now() < cut.getOrDefault(agent, 0L);
    }
}
