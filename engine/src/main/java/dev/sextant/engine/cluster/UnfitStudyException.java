// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.cluster;

/** A study that a machine cannot train, in words for whoever looks after the machine. */
public final class UnfitStudyException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean lasting;

    /**
     * @param message what was found, the rule, the way out
     * @param lasting whether another try at the same study would end the same
     */
    public UnfitStudyException(String message, boolean lasting) {
        super(message);
        this.lasting = lasting;
    }

    public boolean lasting() {
        return lasting;
    }
}
