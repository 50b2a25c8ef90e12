// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.document.Spelling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What stands in braces in a command's arguments and variables, and what it is replaced by. */
final class Placeholders {
    static final String SEED = "seed";
    static final String TRIAL = "trial";
    static final String EPOCHS = "epochs";
    static final String FOLDER = "folder";
    static final String STUDY = "study";
    static final String FILE = "file";
    static final String FLAGS = "flags";
    static final String CHECKPOINT = ProtocolEar.CHECKPOINT;

    private final CommandSettings settings;
    private final Set<String> used = new HashSet<>();

    Placeholders(CommandSettings settings) {
        this.settings = settings;
        for (Argument argument : settings.argv()) if (!isFlags(argument)) used.addAll(argument.names());
        for (Argument value : settings.set().values()) used.addAll(value.names());
    }

    private boolean by(String way) {
        return settings.by().equals(way);
    }

    /** Whether an argument stands for several. */
    private boolean isFlags(Argument argument) {
        return by(CommandSchema.FLAGS) && argument.isOnly(FLAGS);
    }

    /** Whether the document uses this placeholder. */
    boolean uses(String name) {
        return used.contains(name)
                && !(by(CommandSchema.FLAGS) && settings.parameters().has(name));
    }

    /** Throws unless every placeholder stands for something and every parameter is handed over. */
    void check() throws TrainingException {
        List<String> known = new ArrayList<>(List.of(SEED, TRIAL, FOLDER, STUDY));
        if (settings.epochs() > 0) known.add(EPOCHS);
        if (settings.result() instanceof ResultForm.Protocol) known.add(CHECKPOINT);
        if (by(CommandSchema.FILE)) known.add(FILE);
        if (by(CommandSchema.FLAGS)) settings.parameters().fieldNames().forEachRemaining(known::add);
        for (Argument argument : settings.argv()) if (!isFlags(argument)) check(argument, known);
        for (Argument value : settings.set().values()) check(value, known);
        handedOver();
    }

    private void check(Argument argument, List<String> known) throws TrainingException {
        for (String name : argument.names()) {
            if (known.contains(name)) continue;
            throw new TrainingException(argument.path(), problem(name), help(name, known));
        }
    }

    private String problem(String name) {
        if (name.equals(FLAGS) && by(CommandSchema.FLAGS)) return "{flags} stands for several arguments";
        if (name.equals(EPOCHS)) return "{epochs} has no value, for the document does not say \"epochs\"";
        if (name.equals(CHECKPOINT))
            return "{checkpoint} has no value, for only a program that speaks the protocol can say where it goes on";
        return "nothing stands for {%s} here".formatted(name);
    }

    private String help(String name, List<String> known) {
        if (name.equals(FLAGS) && by(CommandSchema.FLAGS)) return "let it be one element of argv: \"{flags}\"";
        if (name.equals(EPOCHS)) return "add one: \"epochs\": 20";
        if (name.equals(CHECKPOINT)) return "write \"result\": \"protocol\", or leave it out";
        boolean parameter = settings.parameters().has(name);
        if (parameter || name.equals(FLAGS) || name.equals(FILE))
            return "write \"%s\": \"%s\""
                    .formatted(
                            CommandSchema.PARAMETERS_BY,
                            name.equals(FILE) && !parameter ? CommandSchema.FILE : CommandSchema.FLAGS);
        return Spelling.advice(name, known)
                + (by(CommandSchema.FLAGS)
                        ? "; a parameter of a branch is there only while it is chosen, and {flags} stands for those"
                                + " that are"
                        : "")
                + "; " + Argument.DOUBLE;
    }

    private void handedOver() throws TrainingException {
        if (by(CommandSchema.FILE) && !used.contains(FILE))
            throw new TrainingException(
                    CommandSchema.ARGV,
                    "the program is not told where the file with its parameters is",
                    "add an argument that holds {file}, as in \"--parameters={file}\"");
        boolean flags = settings.argv().stream().anyMatch(this::isFlags);
        if (flags || !by(CommandSchema.FLAGS)) return;
        List<String> left = new ArrayList<>();
        settings.parameters().fieldNames().forEachRemaining(name -> {
            if (!used.contains(name)) left.add("{" + name + "}");
        });
        if (!left.isEmpty())
            throw new TrainingException(
                    CommandSchema.ARGV,
                    "the program is not given " + String.join(", ", left),
                    "add an argument \"{flags}\", which stands for --name=value of all that is left, or one for each");
    }

    /**
     * The arguments of one trial.
     *
     * @param values of everything but the parameters
     */
    List<String> argv(Map<String, String> values) {
        Map<String, String> all = all(values);
        List<String> argv = new ArrayList<>();
        for (Argument argument : settings.argv()) {
            if (isFlags(argument)) flags(argv);
            else argv.add(argument.filled(all));
        }
        return argv;
    }

    /** The variables of one trial that have values of their own. */
    Map<String, String> set(Map<String, String> values) {
        Map<String, String> all = all(values);
        Map<String, String> set = new LinkedHashMap<>();
        settings.set().forEach((name, value) -> set.put(name, value.filled(all)));
        return set;
    }

    /** Parameters go before what else has their name. */
    private Map<String, String> all(Map<String, String> values) {
        Map<String, String> all = new LinkedHashMap<>(values);
        if (by(CommandSchema.FLAGS))
            for (Map.Entry<String, JsonNode> entry : settings.parameters().properties())
                all.put(entry.getKey(), FlatParameters.text(entry.getValue()));
        return all;
    }

    private void flags(List<String> argv) {
        for (Map.Entry<String, JsonNode> entry : settings.parameters().properties())
            if (!used.contains(entry.getKey()))
                argv.add("--" + entry.getKey() + "=" + FlatParameters.text(entry.getValue()));
    }
}
