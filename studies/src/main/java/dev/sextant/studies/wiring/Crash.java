// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import dev.sextant.studies.logging.CrashRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leaves the record of what nobody expected in a run's directory. */
public final class Crash {
    private static final Logger LOG = LoggerFactory.getLogger(Crash.class);

    private Crash() {}

    /** Of what broke in or around a run; facts are those of the machine. */
    public static CrashedException of(RunDirectory run, Throwable cause) {
        return of(run, cause, Provenance.of(run.path(), Map.of()), List.of());
    }

    /**
     * Of a run that broke.
     *
     * @param facts versions, options and the machine, by name
     * @param recent what happened last, a line each
     */
    static CrashedException of(RunDirectory run, Throwable cause, Map<String, String> facts, List<String> recent) {
        Path record = write(run, "crash", "Sextant could not go on: " + cause, cause, facts, recent);
        return new CrashedException(run, record, cause);
    }

    /** Of a run that stands still, and may go on. */
    static void stalled(RunDirectory run, String what, Map<String, String> facts, List<String> recent) {
        Path record = write(run, "stall", what, null, facts, recent);
        LOG.warn("{}; the run goes on when it can. What it did is in {}", what, record);
    }

    private static @Nullable Path write(
            RunDirectory run,
            String kind,
            String what,
            @Nullable Throwable cause,
            Map<String, String> facts,
            List<String> recent) {
        Map<String, String> all = new LinkedHashMap<>(facts);
        all.put("run", run.path().toString());
        try {
            return new CrashRecord(what, cause, all, recent, run.log())
                    .write(run.path(), kind, InstantSource.system().instant());
        } catch (IOException | RuntimeException unwritable) {
            LOG.error("what is known about it could not be written to {}", run.path(), unwritable);
            return null;
        }
    }
}
