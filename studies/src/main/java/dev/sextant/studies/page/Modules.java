// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The front end's modules: plain ES modules that a browser loads one by one over HTTP, and that stand behind each other
 * in one script in a report.
 *
 * <p>For the latter they keep four rules, which {@link #joined} holds them to as far as lines tell: an import is one
 * line of named imports from a neighbour, an export stands in front of its declaration, nothing is renamed on the way,
 * and no name is used at top level twice. What stands for people alone is left out there: comments that fill lines, and
 * indentation.
 */
final class Modules {
    /** A line that imports: what, and from which neighbour. */
    private static final Pattern IMPORT = Pattern.compile("^import \\{[\\w$, ]+} from \"\\./([\\w.-]+\\.js)\";$");

    /** Anything that loads a neighbour, when it begins or later. */
    private static final Pattern NEIGHBOUR =
            Pattern.compile("(?m)(?:^import .*from |\\bimport\\()\"\\./([\\w.-]+\\.js)\"");

    private static final Pattern EXPORT =
            Pattern.compile("^export (?=(?:async function|function|class|const|let|var)\\b)");

    private static final Pattern DECLARATION =
            Pattern.compile("^(?:export )?(?:async )?(?:function\\*?|class|const|let|var) ([\\w$]+)");

    private Modules() {}

    /** The names of a module and of all that it loads, itself last where nothing goes in circles. */
    static Set<String> names(String entry, Function<String, String> source) {
        Set<String> done = new LinkedHashSet<>();
        visit(entry, source, new LinkedHashSet<>(), done);
        return done;
    }

    private static void visit(String name, Function<String, String> source, Set<String> begun, Set<String> done) {
        if (!begun.add(name)) return;
        Matcher neighbour = NEIGHBOUR.matcher(source.apply(name));
        while (neighbour.find()) visit(neighbour.group(1), source, begun, done);
        done.add(name);
    }

    /**
     * One script of a module and all that it loads, each behind those that it loads.
     *
     * @param source a module's text by its name
     * @throws IllegalStateException where a module breaks the rules
     */
    static String joined(String entry, Function<String, String> source) {
        StringBuilder script = new StringBuilder();
        Map<String, String> declared = new LinkedHashMap<>();
        Layout layout = new Layout();
        for (String name : names(entry, source)) {
            int number = 0;
            for (String line : source.apply(name).split("\n", -1)) {
                number++;
                Matcher declaration = DECLARATION.matcher(line);
                if (declaration.find()) {
                    String before = declared.put(declaration.group(1), name);
                    if (before != null)
                        throw broken(name, number, "declares %s, as %s does".formatted(declaration.group(1), before));
                }
                if (IMPORT.matcher(line).matches()) continue;
                String rest = EXPORT.matcher(line).replaceFirst("");
                if (rest.startsWith("import ") || rest.startsWith("export "))
                    throw broken(name, number, "has an import or export of a kind that cannot be joined: " + line);
                layout.add(rest, script);
            }
        }
        return script.toString();
    }

    /** Copies lines without what a browser does not need. */
    private static final class Layout {
        /** Whether the lines are part of a comment, and of a text in backquotes, whose spaces count. */
        private boolean comment;

        private boolean text;

        void add(String line, StringBuilder out) {
            String bare = line.strip();
            if (text) out.append(line).append('\n');
            else if (comment || bare.startsWith("/*")) comment = !bare.endsWith("*/");
            else if (!bare.isEmpty() && !bare.startsWith("//")) out.append(bare).append('\n');
            else return;
            if (comment || bare.endsWith("*/")) return;
            for (int i = 0; i < line.length(); i++)
                if (line.charAt(i) == '`' && (i == 0 || line.charAt(i - 1) != '\\')) text = !text;
        }
    }

    private static IllegalStateException broken(String name, int line, String what) {
        return new IllegalStateException("%s, line %d %s".formatted(name, line, what));
    }
}
