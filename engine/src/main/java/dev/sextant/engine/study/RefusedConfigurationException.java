// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

/** The study cannot take a configuration that a person wants tried, in words for that person. */
public final class RefusedConfigurationException extends Exception {
    private static final long serialVersionUID = 1;

    public RefusedConfigurationException(String message) {
        super(message);
    }
}
