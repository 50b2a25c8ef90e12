// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import java.util.regex.Pattern;

/**
 * What a path leads to. Nothing is ever decoded and no dots are resolved: no name here needs it, so a path that holds
 * anything but letters, digits, {@code _ . - /} leads nowhere, whatever it would mean elsewhere.
 */
sealed interface Route {
    /** The page without its data. */
    record Shell() implements Route {}

    /** A file of the page, which need not be there. */
    record StaticFile(String name) implements Route {}

    record Login() implements Route {}

    record Logout() implements Route {}

    record RunList() implements Route {}

    record RunPage(String run) implements Route {}

    record Events(String run) implements Route {}

    record OneTrial(String run, long trial) implements Route {}

    record Act(String run, Runs.Action action) implements Route {}

    record Take(String run, Runs.Export export) implements Route {}

    record Nowhere() implements Route {}

    /** A run's id. */
    Pattern RUN = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    Pattern TRIAL = Pattern.compile("0|[1-9][0-9]{0,17}");

    /** Whether those without a token get there: to pages without data, and to their files. */
    static boolean isOpen(String path) {
        Route route = of(path);
        return route instanceof Shell || route instanceof StaticFile;
    }

    /** The path's route; {@link Nowhere} for all that lead to none. */
    static Route of(String path) {
        String[] parts = path.split("/", 8);
        if (parts.length < 2 || !parts[0].isEmpty()) return new Nowhere();
        return switch (parts[1]) {
            case "" -> parts.length == 2 ? new Shell() : new Nowhere();
            case "favicon.ico" -> parts.length == 2 ? new StaticFile(parts[1]) : new Nowhere();
            case "ui" -> parts.length == 3 ? new StaticFile(parts[2]) : new Nowhere();
            case "run" -> shell(parts);
            case "api" -> parts.length < 3 ? new Nowhere() : api(parts);
            default -> new Nowhere();
        };
    }

    private static Route shell(String[] parts) {
        boolean run = parts.length > 2 && RUN.matcher(parts[2]).matches();
        if (run && parts.length == 3) return new Shell();
        boolean trial = run
                && parts.length == 5
                && parts[3].equals("trial")
                && TRIAL.matcher(parts[4]).matches();
        return trial ? new Shell() : new Nowhere();
    }

    private static Route api(String[] parts) {
        if (parts.length == 3)
            return switch (parts[2]) {
                case "login" -> new Login();
                case "logout" -> new Logout();
                case "runs" -> new RunList();
                default -> new Nowhere();
            };
        if (!parts[2].equals("runs") || !RUN.matcher(parts[3]).matches()) return new Nowhere();
        String run = parts[3];
        if (parts.length == 4) return new RunPage(run);
        if (parts.length == 5)
            return switch (parts[4]) {
                case "events" -> new Events(run);
                case "stop" -> new Act(run, Runs.Action.STOP);
                case "resume" -> new Act(run, Runs.Action.RESUME);
                case "enqueue" -> new Act(run, Runs.Action.ENQUEUE);
                default -> new Nowhere();
            };
        if (parts.length > 6) return new Nowhere();
        if (parts[4].equals("trials") && TRIAL.matcher(parts[5]).matches())
            return new OneTrial(run, Long.parseLong(parts[5]));
        if (parts[4].equals("export"))
            for (Runs.Export export : Runs.Export.values())
                if (export.file().equals(parts[5])) return new Take(run, export);
        return new Nowhere();
    }

    /** What somebody must hold to get there. */
    default Scope needs() {
        return switch (this) {
            case Shell _, StaticFile _ -> Scope.NONE;
            case Login _, Logout _, RunList _, RunPage _, Events _, OneTrial _, Take _, Nowhere _ -> Scope.READ;
            case Act _ -> Scope.ADMIN;
        };
    }

    /** The methods that it takes, as the Allow header says them. */
    default String methods() {
        return switch (this) {
            case Login _, Logout _, Act _ -> "POST";
            case Shell _, StaticFile _, RunList _, RunPage _, Events _, OneTrial _, Take _, Nowhere _ -> "GET, HEAD";
        };
    }

    default boolean takes(Asked asked) {
        return asked.reads() == methods().startsWith("GET");
    }
}
