// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The front end as a server hands it out: its files by their exact names, from the class path alone. There is no path
 * from a name to anything else.
 *
 * <p>Cost: about 1.2 MB of memory, read once a process when they are first asked for.
 */
public final class Ui {
    /** The script that draws pictures: Apache ECharts as its project built it. */
    static final String ECHARTS = "echarts.min.js";

    static final String REPORT = "report.js";
    static final String STYLE = "page.css";

    /** Where the live pages begin, and what they load beside their modules. */
    private static final String SHELL = "live.html";

    private static final Set<String> ENTRIES = Set.of(REPORT, "live.js");
    private static final Set<String> OTHERS = Set.of(SHELL, STYLE, "live.css");

    private static final class Loaded {
        static final Ui UI = new Ui();
    }

    private final Map<String, Resource> files = new TreeMap<>();

    /**
     * One file.
     *
     * @param bytes not to be changed
     * @param type for the header Content-Type
     */
    public record Resource(byte[] bytes, String type) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private Ui() {
        Set<String> names = new LinkedHashSet<>(OTHERS);
        for (String entry : ENTRIES) names.addAll(Modules.names(entry, name -> text("ui/" + name)));
        for (String name : names) files.put(name, new Resource(bytes("ui/" + name), type(name)));
        files.put(ECHARTS, new Resource(bytes("echarts/" + ECHARTS), type(ECHARTS)));
    }

    /** The front end of this Sextant. */
    public static Ui get() {
        return Loaded.UI;
    }

    /** The file of exactly this name, or null. */
    public @Nullable Resource find(String name) {
        return files.get(name);
    }

    /** The names of all files. */
    public Set<String> names() {
        return Collections.unmodifiableSet(files.keySet());
    }

    /** The page without data that every address of a live page answers with; it loads {@code /ui/…}. */
    public Resource shell() {
        return file(SHELL);
    }

    Resource file(String name) {
        Resource file = files.get(name);
        if (file == null) throw new IllegalStateException("there is no " + name);
        return file;
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "js" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            default -> "text/html; charset=utf-8";
        };
    }

    private static String text(String path) {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String path) {
        try (InputStream file = Ui.class.getResourceAsStream(path)) {
            if (file == null) throw new IllegalStateException("the page's file %s was not built in".formatted(path));
            return file.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the page's file %s cannot be read".formatted(path), unreadable);
        }
    }
}
