// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.manual;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Completion for fish, from version 3: a rule for each command, option and place of a parameter. */
public final class FishCompletion {
    private final StringBuilder text = new StringBuilder();
    private final String program;

    private FishCompletion(String program) {
        this.program = program;
    }

    /** The script, for {@code source} or as a file in a folder of completions. */
    public static String of(CommandPage top) {
        FishCompletion fish = new FishCompletion(top.name());
        fish.write(top);
        return fish.text.toString();
    }

    private void write(CommandPage top) {
        text.append(SCRIPT.replace("@PROGRAM@", program)
                .replace(
                        "@VALUED@",
                        String.join(
                                " ",
                                top.all().stream()
                                        .flatMap(page -> page.options().stream())
                                        .filter(Argument::valued)
                                        .flatMap(option -> option.names().stream())
                                        .collect(Collectors.toCollection(TreeSet::new))))
                .replace(
                        "@COMMANDS@",
                        top.all().stream()
                                .map(CommandPage::path)
                                .filter(path -> !path.isEmpty())
                                .map(FishCompletion::quoted)
                                .collect(Collectors.joining(" "))));
        for (CommandPage page : top.all()) {
            String here = "__" + program + "_at " + quoted(page.path());
            for (CommandPage command : page.commands())
                rule(here + " 0", "-a " + quoted(command.word()) + " -d " + quoted(command.summary()));
            for (Argument option : page.options()) rule(here, option(option));
            List<Argument> parameters = page.parameters();
            for (int i = 0; i < parameters.size(); i++)
                if (parameters.get(i).offer() != Argument.Offer.NOTHING)
                    rule(here + " " + i + (parameters.get(i).repeated() ? " more" : ""), offer(parameters.get(i)));
        }
    }

    private static String option(Argument option) {
        StringBuilder rule = new StringBuilder();
        for (String name : option.names())
            rule.append(name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
                    .append(' ');
        if (option.valued()) {
            rule.append(option.offer() == Argument.Offer.FILE ? "-r " : "-x ");
            String offer = offer(option);
            if (!offer.isEmpty()) rule.append(offer).append(' ');
        }
        return rule.append("-d ").append(quoted(option.brief())).toString();
    }

    private static String offer(Argument argument) {
        return switch (argument.offer()) {
            case NOTHING -> "";
            case VALUES -> "-a " + quoted(String.join(" ", argument.values()));
            case FILE -> "-F";
            case DIRECTORY -> "-a '(__fish_complete_directories)'";
            case RUN -> "-a '(__@_runs)'";
        };
    }

    private void rule(String when, String what) {
        text.append("complete -c ")
                .append(program)
                .append(" -n ")
                .append(quoted(when))
                .append(' ')
                .append(what.replace("(__@_runs)", "(__" + program + "_runs)"))
                .append('\n');
    }

    private static String quoted(String words) {
        return "'" + words.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static final String SCRIPT = """
            # Completion of @PROGRAM@ for fish, written by: @PROGRAM@ completion fish

            # Whether the words before the cursor are this command, and so many parameters follow it.
            function __@PROGRAM@_at --argument-names path place more
                set -l words (commandline -opc)
                set -e words[1]
                set -l found ''
                set -l count 0
                set -l skip 0
                for word in $words
                    if test $skip = 1
                        set skip 0
                    else if contains -- $word @VALUED@
                        set skip 1
                    else if string match -q -- '-*' $word
                        continue
                    else if test $count = 0; and contains -- (string trim -- "$found $word") @COMMANDS@
                        set found (string trim -- "$found $word")
                    else
                        set count (math $count + 1)
                    end
                end
                test "$found" = "$path"; or return 1
                test -z "$place"; and return 0
                if test -n "$more"
                    test $count -ge $place
                else
                    test $count -eq $place
                end
            end

            # The names of the runs here.
            function __@PROGRAM@_runs
                for folder in runs/*/
                    string replace -r '^runs/(.*)/$' '$1' -- $folder
                end
                echo latest
                __fish_complete_directories
            end

            complete -c @PROGRAM@ -f
            """;
}
