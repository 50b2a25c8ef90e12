// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.worker;

/** A trainer did what no trainer may, in words for people. */
final class ContractException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ContractException(String message) {
        super(message);
    }
}
