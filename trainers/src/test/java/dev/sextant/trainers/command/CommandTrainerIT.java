// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.TrainerContract;
import dev.sextant.engine.spi.TrainerFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract of every trainer, kept with programs that hand over and report in each way there is. */
class CommandTrainerIT extends TrainerContract {
    @TempDir
    Path folder;

    @Override
    protected TrainerFactory factory() {
        return new CommandTrainerFactory();
    }

    @Override
    protected Path folder() {
        return folder;
    }

    @Override
    protected List<ObjectNode> documents() {
        try {
            new Programs(folder).script("curve.sh", """
                    read line
                    for step in 1 2 3; do
                      echo "epoch $step"
                      echo "{\\"sextant\\": 1, \\"type\\": \\"report\\", \\"step\\": $step, \\"value\\": 1.${SEXTANT_SEED}E-$step}"
                    done
                    echo '{"sextant": 1, "type": "final"}'
                    """);
            return List.of(
                    Programs.document("{'argv': ['./curve.sh'], 'parameters': {'lr': 0.1}, 'epochs': 3}"),
                    Programs.document("{'argv': ['./curve.sh'], 'parameters': {'lr': 0.1}, 'epochs': 7}"),
                    Programs.document(
                            "{'argv': ['sh', '-c', 'echo loss=$0 accuracy=0.5', '{lr}'], 'metrics': ['loss',"
                                    + " 'accuracy'], 'result': 'nameValue', 'parametersBy': 'flags', 'parameters': {'lr': 0.1}}"),
                    Programs.document("{'argv': ['cat', '{file}'], 'metrics': ['lr'], 'result': 'jsonLines',"
                            + " 'parametersBy': 'file', 'parameters': {'lr': 0.1}, 'directory': 'own'}"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void nothingIsLeftRunning() throws IOException {
        new Programs(folder).assertNothingRuns();
    }
}
