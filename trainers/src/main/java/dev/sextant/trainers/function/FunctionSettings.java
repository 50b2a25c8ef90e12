// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.function;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.document.DocumentCheck;

/**
 * A function trainer's document, read and checked.
 *
 * @param name of the function
 * @param noise standard deviation of what is added to every value
 * @param shift whether the study's seed moves the function
 */
record FunctionSettings(String name, TestFunction function, ObjectNode arguments, double noise, boolean shift) {
    static FunctionSettings read(ObjectNode document) throws TrainingException {
        ObjectNode keys = DocumentCheck.filled(document, FunctionTrainerFactory.SECTION);
        ObjectNode written = (ObjectNode) keys.get(FunctionTrainerFactory.FUNCTION);
        String name = written.fieldNames().next();
        TestFunction function = TestFunctions.ALL.get(name);
        if (function == null) throw new IllegalStateException("the schema let through " + name);
        return new FunctionSettings(
                name,
                function,
                (ObjectNode) written.get(name),
                keys.get(FunctionTrainerFactory.NOISE).doubleValue(),
                keys.get(FunctionTrainerFactory.SHIFT).booleanValue());
    }
}
