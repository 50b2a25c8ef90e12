// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Objective;
import dev.sextant.trainers.document.DocumentCheck;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A command's document, read and checked.
 *
 * @param parameters flat, see {@link FlatParameters}
 * @param by how they are handed over: one of the words of the schema
 * @param epochs 0 where the document does not say
 * @param metrics in the document's order
 * @param best whether the best of a trial's values is its result rather than the last
 * @param pass names of variables
 * @param set variables with values of their own
 * @param own whether each trial runs in a folder of its own
 * @param silence null for any
 */
record CommandSettings(
        List<Argument> argv,
        ObjectNode parameters,
        String by,
        int epochs,
        List<String> metrics,
        ResultForm result,
        boolean best,
        List<String> pass,
        Map<String, Argument> set,
        boolean own,
        @Nullable Duration silence,
        boolean allowNonZero) {
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);
    private static final Pattern VARIABLE = Pattern.compile("[^=\\x00]+");

    CommandSettings {
        argv = List.copyOf(argv);
        metrics = List.copyOf(metrics);
        pass = List.copyOf(pass);
        set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
    }

    static CommandSettings read(ObjectNode document) throws TrainingException {
        ObjectNode keys = DocumentCheck.filled(document, CommandSchema.SECTION);
        List<String> metrics = metrics(keys.get(CommandSchema.METRICS));
        List<Argument> argv = new ArrayList<>();
        for (JsonNode argument : keys.get(CommandSchema.ARGV))
            argv.add(argument(CommandSchema.ARGV + "." + argv.size(), argument.textValue()));
        JsonNode environment = keys.get(CommandSchema.ENVIRONMENT);
        List<String> pass = new ArrayList<>();
        for (JsonNode name : environment.get(CommandSchema.PASS)) {
            variable(CommandSchema.ENVIRONMENT + "." + CommandSchema.PASS + "." + pass.size(), name.textValue());
            pass.add(name.textValue());
        }
        CommandSettings settings = new CommandSettings(
                argv,
                FlatParameters.of(keys.get(CommandSchema.PARAMETERS)),
                keys.get(CommandSchema.PARAMETERS_BY).textValue(),
                keys.path(CommandSchema.EPOCHS).intValue(),
                metrics,
                ResultForm.read(keys.get(CommandSchema.RESULT), metrics),
                keys.get(CommandSchema.COUNTS).textValue().equals(CommandSchema.BEST),
                pass,
                set(environment.get(CommandSchema.SET)),
                keys.get(CommandSchema.DIRECTORY).textValue().equals(CommandSchema.OWN),
                silence(keys.get(CommandSchema.SILENCE)),
                keys.get(CommandSchema.ALLOW_NON_ZERO).booleanValue());
        new Placeholders(settings).check();
        return settings;
    }

    private static List<String> metrics(JsonNode written) throws TrainingException {
        List<String> metrics = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode name : written) {
            String path = CommandSchema.METRICS + "." + metrics.size();
            if (name.textValue().isBlank())
                throw new TrainingException(path, "a metric needs a name", "delete it, or name it");
            if (!seen.add(name.textValue()))
                throw new TrainingException(
                        path, "the metric \"%s\" stands twice".formatted(name.textValue()), "name it once");
            metrics.add(name.textValue());
        }
        return metrics;
    }

    private static Argument argument(String path, String text) throws TrainingException {
        if (text.indexOf('\0') >= 0)
            throw new TrainingException(path, "the character U+0000 ends every argument of a program", "take it out");
        return Argument.parse(path, text);
    }

    private static void variable(String path, String name) throws TrainingException {
        if (!VARIABLE.matcher(name).matches())
            throw new TrainingException(
                    path, "\"%s\" cannot be the name of a variable".formatted(name), "write a name without =");
    }

    private static Map<String, Argument> set(JsonNode written) throws TrainingException {
        Map<String, Argument> set = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : written.properties()) {
            String path = CommandSchema.ENVIRONMENT + "." + CommandSchema.SET + "." + entry.getKey();
            variable(path, entry.getKey());
            set.put(entry.getKey(), argument(path, entry.getValue().textValue()));
        }
        return set;
    }

    private static @Nullable Duration silence(@Nullable JsonNode written) throws TrainingException {
        if (written == null) return null;
        Matcher form = TIME.matcher(written.textValue());
        Duration time = form.matches()
                ? Duration.of(Long.parseLong(form.group(1)), UNITS.getOrDefault(form.group(2), ChronoUnit.SECONDS))
                : Duration.ZERO;
        if (time.isZero())
            throw new TrainingException(
                    CommandSchema.SILENCE,
                    form.matches()
                            ? "a time must be above 0, got %s".formatted(written)
                            : "expected a time, which is a whole number and a unit, got %s".formatted(written),
                    "write it as \"90s\"; the units are ms, s, m, h and d");
        return time;
    }

    /** Throws unless the program tells what a study is about. */
    void require(Objective objective) throws TrainingException {
        String metric = objective.metric();
        if (!metrics.contains(metric))
            throw new TrainingException(
                    CommandSchema.METRICS,
                    "the objective %s is not one of the metrics %s".formatted(metric, String.join(", ", metrics)),
                    "add it: \"metrics\": [\"" + metric + "\"]");
        if (result instanceof ResultForm.Patterns(Map<String, Pattern> byMetric) && !byMetric.containsKey(metric))
            throw new TrainingException(
                    CommandSchema.RESULT + "." + CommandSchema.PATTERNS,
                    "no pattern finds the objective %s".formatted(metric),
                    "add one: \"%s\": \"%s is (\\\\S+)\"".formatted(metric, metric));
    }
}
