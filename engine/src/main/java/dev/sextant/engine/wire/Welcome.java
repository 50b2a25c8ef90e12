// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

/**
 * The answer to a {@link Join}: what the study is, and where it comes from.
 *
 * @param parcel SHA-256, in hexadecimal, of the bytes that describe the study and its files; fetched like any other
 *     content
 * @param term rises with every coordinator of the study
 */
public record Welcome(String parcel, long term) implements Wire {}
