// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.export;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A form that a run's results may be exported in; named as it is typed. */
public enum ResultsFormat {
    csv(Kind.TEXT, ".csv"),
    jsonl(Kind.TEXT, ".jsonl"),
    markdown(Kind.TEXT, ".md"),
    optuna(Kind.TEXT, "-optuna.log"),
    tensorboard(Kind.FOLDER, "-tensorboard"),
    mlflow(Kind.SERVER, "");

    /** What it is written to. */
    public enum Kind {
        /** A file, or standard output. */
        TEXT,
        /** A folder of files. */
        FOLDER,
        /** A server of its own. */
        SERVER
    }

    private final Kind kind;
    private final String ending;

    ResultsFormat(Kind kind, String ending) {
        this.kind = kind;
        this.ending = ending;
    }

    public Kind kind() {
        return kind;
    }

    /** What follows the run's name where nobody named a file. */
    public String ending() {
        return ending;
    }

    /** In the order in which people are told of them. */
    public static List<String> names() {
        return Arrays.stream(values()).map(ResultsFormat::name).toList();
    }

    /** The format of this name, or null. */
    public static @Nullable ResultsFormat of(@Nullable String name) {
        for (ResultsFormat format : values()) if (format.name().equals(name)) return format;
        return null;
    }
}
