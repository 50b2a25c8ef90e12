// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.model;

import java.util.List;

/**
 * The tensors of a saved network, in the order of the file.
 *
 * @param name how messages call it: the file as the document names it
 * @param sha256 of the file, hexadecimal
 */
public record SavedModel(String name, String sha256, List<Tensor> tensors) {
    public SavedModel {
        tensors = List.copyOf(tensors);
    }
}
