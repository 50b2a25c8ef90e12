// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every file that any configuration of a study may read is told, and nothing that is none. */
class NetworkFilesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "none",
            value = {
                "'data': {'builtin': 'iris'} | none",
                "'data': {'csv': '/abs/a.csv', 'target': 't'} | /abs/a.csv",
                "'data': {'csv': {'choice': ['b.csv', '../a.csv', 'b.csv'], 'default': 'b.csv'}} | b.csv ../a.csv",
                "'data': {'libsvm': 'a.svm'} | a.svm",
                "'data': {'arff': 'a.arff'} | a.arff",
                "'data': {'idx': {'features': 'x.gz', 'target': 'y.gz'}} | x.gz y.gz",
                "'data': {'idx': {'features': {'choice': ['x', 'z']}, 'target': 'y'}} | x z y",
                "'data': {'npy': {'features': 'x.npy'}} | x.npy",
                "'data': {'npz': 'all.npz'} | all.npz",
                "'data': {'npz': {'file': 'all.npz', 'features': 'x', 'target': 'y'}} | all.npz",
                "'data': {'npz': {'choice': ['a.npz', {'file': 'b.npz', 'target': 'y'}]}} | a.npz b.npz",
                "'data': {'choice': [{'builtin': 'wine'}, {'csv': 'a.csv'}, {'npz': {'file': 'b'}}]} | a.csv b",
                "'data': {'csv': 'a'}, 'initialWeights': 'w.safetensors' | a w.safetensors",
                "'data': {'csv': 'a'}, 'initialWeights': {'choice': ['v', 'w']} | a v w",
                "'data': {'csv': 'a'}, 'initialWeights': null | a",
                "'data': {'csv': 'a', 'x-note': {'csv': 'no'}}, 'x-old': {'csv': 'no'} | a",
            })
    void ofADocument(String keys, String files) throws Exception {
        ObjectNode document = (ObjectNode) JSON.readTree("{" + keys.replace('\'', '"') + "}");
        assertEquals(
                files == null ? List.of() : List.of(files.split(" ")), new NetworkTrainer(Path.of("")).files(document));
    }
}
