// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

/**
 * A worker's process asks to work for the study that the coordinator runs. Answered with {@link Welcome} or
 * {@link Refused}; asked again until then, and whenever a coordinator is heard of that did not answer before.
 *
 * @param worker names the node among those of a study
 * @param incarnation names its process among all that ever had the name
 * @param version of Sextant; a study is run by one version alone
 * @param slots trainings at a time; 0 where the process only asks who runs a study here
 */
public record Join(String worker, long incarnation, String version, int slots) implements Wire {}
