// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A trial of Sextant in Java 17 or newer. Copy this file beside your program.
 *
 * <pre>{@code
 * Sextant trial = Sextant.start();
 * for (int step = 1; step <= trial.epochs() && !trial.stopped(); step++) {
 *     …                              // train an epoch, all chance from new Random(trial.seed())
 *     trial.report(step, loss, Map.of("accuracy", accuracy));
 * }
 * trial.done();
 * }</pre>
 *
 * One that goes on from a checkpoint keeps it in {@code trial.checkpoint()}, a folder, and says after which step it goes
 * on before it reports: {@code trial.hello(4)}, or {@code hello(0)} from the beginning.
 */
public final class Sextant {
    private final Map<?, ?> start;
    private final InputStream in;

    private Sextant(Map<?, ?> start, InputStream in) {
        this.start = start;
        this.in = in;
    }

    /** Reads what the engine tells first. */
    public static Sextant start() throws IOException {
        var line = new java.io.ByteArrayOutputStream();
        for (int b = System.in.read(); b >= 0 && b != '\n'; b = System.in.read()) line.write(b);
        return new Sextant((Map<?, ?>) new Json(line.toString(StandardCharsets.UTF_8)).value(), System.in);
    }

    /** A string, a {@code Double}, a {@code Boolean}, a list or a map. */
    public Object parameter(String name) {
        return ((Map<?, ?>) start.get("parameters")).get(name);
    }

    public double number(String name) {
        return (Double) parameter(name);
    }

    public long seed() {
        return Long.parseLong((String) start.get("seed"));
    }

    public int epochs() {
        return start.get("budget") instanceof Map<?, ?> budget ? ((Double) budget.get("epochs")).intValue() : 1;
    }

    /** A folder; null where no checkpoints are kept. */
    public String checkpoint() {
        return (String) start.get("checkpoint");
    }

    /** Says that the program stops when it is asked. */
    public void hello() {
        say("hello", "\"capabilities\": [\"stop\"]");
    }

    /** The same, and after which step it goes on; 0 from the beginning. */
    public void hello(int after) {
        say("hello", "\"capabilities\": [\"stop\", \"checkpoint\"], \"step\": " + after);
    }

    /** Tells the objective after an epoch, counted from 1. */
    public void report(int step, double value, Map<String, Double> metrics) {
        say("report", "\"step\": " + step + ", \"value\": " + number(value) + ", \"metrics\": " + json(metrics));
    }

    /** Whether the program has been asked to stop. */
    public boolean stopped() throws IOException {
        return in.available() > 0;
    }

    /** The last word: the reports tell the result. */
    public void done() {
        say("final", "\"status\": \"complete\"");
    }

    /** The last word, with the result. */
    public void done(double value, Map<String, Double> metrics) {
        say("final", "\"value\": " + number(value) + ", \"metrics\": " + json(metrics));
    }

    private static String json(Map<String, Double> metrics) {
        List<String> pairs = new ArrayList<>();
        metrics.forEach((name, value) -> pairs.add("\"" + name + "\": " + number(value)));
        return "{" + String.join(", ", pairs) + "}";
    }

    /** NaN and infinity, for which JSON has no numbers, are strings. */
    private static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "\"" + value + "\"";
    }

    private static void say(String type, String more) {
        System.out.println("{\"sextant\": 1, \"type\": \"" + type + "\", " + more + "}");
        System.out.flush();
    }

    /** Reads one JSON value that is known to be good. */
    private static final class Json {
        private final String text;
        private int at;

        Json(String text) {
            this.text = text;
        }

        private char next() {
            while (" \t,:".indexOf(text.charAt(at)) >= 0) at++;
            return text.charAt(at);
        }

        Object value() {
            switch (next()) {
                case '{': {
                    Map<String, Object> map = new LinkedHashMap<>();
                    for (at++; next() != '}'; ) map.put(string(), value());
                    at++;
                    return map;
                }
                case '[': {
                    List<Object> list = new ArrayList<>();
                    for (at++; next() != ']'; ) list.add(value());
                    at++;
                    return list;
                }
                case '"':
                    return string();
                default: {
                    int from = at;
                    while (at < text.length() && ",]} ".indexOf(text.charAt(at)) < 0) at++;
                    String word = text.substring(from, at);
                    return switch (word) {
                        case "true", "false" -> Boolean.valueOf(word);
                        case "null" -> null;
                        default -> Double.valueOf(word);
                    };
                }
            }
        }

        private String string() {
            StringBuilder string = new StringBuilder();
            next();
            for (at++; text.charAt(at) != '"'; at++) {
                if (text.charAt(at) != '\\') string.append(text.charAt(at));
                else if (text.charAt(++at) == 'u') {
                    string.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                    at += 4;
                } else string.append(plain(text.charAt(at)));
            }
            at++;
            return string.toString();
        }

        private static char plain(char escaped) {
            int known = "bfnrt".indexOf(escaped);
            return known < 0 ? escaped : "\b\f\n\r\t".charAt(known);
        }
    }
}
