// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.prediction;

import dev.sextant.engine.spi.Predictions;
import dev.sextant.engine.spi.Predictor;
import dev.sextant.engine.spi.StudyFolder;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.document.Spelling;
import dev.sextant.trainers.model.ModelFormatException;
import dev.sextant.trainers.model.TrainedNetwork;
import dev.sextant.trainers.network.Network;
import dev.sextant.trainers.table.Table;
import dev.sextant.trainers.table.Tables;
import java.util.List;
import java.util.Map;

/** Predicts with a network as it was saved. */
final class NetworkPredictor implements Predictor {
    private final TrainedNetwork trained;
    private final Network network;

    /** @throws ModelFormatException where the weights are not those of the layers */
    NetworkPredictor(TrainedNetwork trained) throws ModelFormatException {
        this.trained = trained;
        network = trained.network();
    }

    @Override
    public Map<String, String> facts() {
        return trained.facts();
    }

    @Override
    public Predictions predict(String data, StudyFolder folder, List<String> keep) throws TrainingException {
        Table table = new Tables(folder).unknown(data, trained.reading());
        NamedColumns columns = new NamedColumns(table);
        for (String kept : keep)
            if (!columns.has(kept))
                throw new TrainingException(
                        "",
                        "%s has no column \"%s\" to be kept".formatted(table.name(), kept),
                        Spelling.advice(kept, table.names()));
        return new NetworkPredictions(trained, network, columns, keep);
    }
}
