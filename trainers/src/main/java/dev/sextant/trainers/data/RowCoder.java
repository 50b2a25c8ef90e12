// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.table.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns rows of cells into numbers as a {@link RowForm} says: those that are trained on and those that are predicted
 * for alike. Which cells are read is said at each call. Threads: any number may call.
 */
public final class RowCoder {
    /** Where a cell stands and what may be done about it, for messages. */
    public interface Mistakes {
        /** @param part place of the form's part whose cell cannot be used */
        TrainingException tooFar(int row, int part, RowForm.Scaled scale, Column cells);
    }

    private static final int UNKNOWN = -1;

    private final RowForm form;
    private final List<Map<String, Integer>> places = new ArrayList<>();
    private final Mistakes mistakes;

    public RowCoder(RowForm form, Mistakes mistakes) {
        this.form = form;
        this.mistakes = mistakes;
        for (RowForm.Part part : form.parts()) {
            Map<String, Integer> known = new HashMap<>();
            if (part instanceof RowForm.OneHot oneHot)
                for (String category : oneHot.categories()) known.put(category, known.size());
            places.add(known);
        }
    }

    public RowForm form() {
        return form;
    }

    /**
     * Writes the numbers of one row from {@code to[at]} on, where there are zeros.
     *
     * @param cells the column of each part
     */
    public void write(Column[] cells, int row, float[] to, int at) throws TrainingException {
        int next = at;
        for (int p = 0; p < cells.length; p++) {
            RowForm.Part part = form.parts().get(p);
            switch (part) {
                case RowForm.Scaled scaled -> {
                    float value = scaled.scaled(cells[p].number(row));
                    if (!Float.isFinite(value)) throw mistakes.tooFar(row, p, scaled, cells[p]);
                    to[next] = value;
                }
                case RowForm.OneHot oneHot -> {
                    int place = place(p, oneHot, cells[p].category(row));
                    if (place != UNKNOWN) to[next + place] = 1f;
                }
                case RowForm.Absence _ -> to[next] = cells[p].missing(row) ? 1f : 0f;
            }
            next += part.width();
        }
    }

    private int place(int part, RowForm.OneHot oneHot, @Nullable String category) {
        String counted = category == null ? oneHot.empty() : category;
        return counted == null ? UNKNOWN : places.get(part).getOrDefault(counted, UNKNOWN);
    }

    /** Whether a part has categories and this is none of them. */
    public boolean unknown(int part, @Nullable String category) {
        return category != null
                && form.parts().get(part) instanceof RowForm.OneHot
                && !places.get(part).containsKey(category);
    }
}
