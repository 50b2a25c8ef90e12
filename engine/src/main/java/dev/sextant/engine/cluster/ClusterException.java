// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.cluster;

/** This machine cannot take part in the cluster as it was told to, in words for the person who told it. */
public final class ClusterException extends Exception {
    private static final long serialVersionUID = 1;

    private final String help;

    /**
     * @param message where, what was found, the rule
     * @param help the way out; may be empty
     */
    public ClusterException(String message, String help) {
        super(message);
        this.help = help;
    }

    public String help() {
        return help;
    }
}
