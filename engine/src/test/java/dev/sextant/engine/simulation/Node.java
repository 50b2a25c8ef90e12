// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.simulation;

import dev.sextant.engine.simulation.Simulation.Crash;

/** Something that runs, stands still, dies and begins again. What it was about to do dies with it. */
abstract class Node {
    final Simulation world;
    private int life;
    private boolean alive;
    private long pausedUntil;

    Node(Simulation world) {
        this.world = world;
    }

    int life() {
        return life;
    }

    boolean isAlive() {
        return alive;
    }

    /** Begins a life. */
    void live() {
        life++;
        alive = true;
        pausedUntil = 0;
    }

    /** Ends a life, with all that it had. */
    void die() {
        alive = false;
    }

    void pause(long nanos) {
        pausedUntil = Math.max(pausedUntil, world.timeline().now() + nanos);
    }

    /** Does something later in this life. */
    void after(long delay, Runnable action) {
        int of = life;
        world.timeline().after(delay, () -> run(of, action));
    }

    /** Hears something now, if it lives. */
    void hear(Runnable action) {
        if (alive) run(life, action);
    }

    private void run(int of, Runnable action) {
        if (!alive || life != of) return;
        long now = world.timeline().now();
        if (now < pausedUntil) {
            world.timeline().after(pausedUntil - now, () -> run(of, action));
            return;
        }
        try {
            action.run();
        } catch (Crash crashed) {
            // What was left of the action was not done.
        }
    }
}
