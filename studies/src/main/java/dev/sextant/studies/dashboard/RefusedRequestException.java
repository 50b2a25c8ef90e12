// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

/** What was asked for is not there or cannot be done, in words for a person. */
public final class RefusedRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status of HTTP: 400, 404, 409 or 422 */
    public RefusedRequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
