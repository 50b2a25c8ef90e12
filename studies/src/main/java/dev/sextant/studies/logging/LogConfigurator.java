// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.Status;
import java.util.List;

/**
 * Sets Logback up by code, which starts without an XML parser. Found as a service, also by programs in which Sextant is
 * a library: there it does so only where the program has no configuration of its own for Logback.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_TOP_PRIORITY)
public final class LogConfigurator extends ContextAwareBase implements Configurator {
    /** The system property with which our own lines are told in more detail: debug is a line for each attempt. */
    static final String LEVEL = "sextant.log";

    /** Where Logback itself looks for what a program says. */
    private static final String CONFIGURED = "logback.configurationFile";

    private static final List<String> FILES = List.of("logback-test.xml", "logback.xml");

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (!LogConsole.isOfCommandLine() && configured()) return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        // Without a listener Logback looks through its own messages in the end, and loads all time zones for it.
        context.getStatusManager().add(LogConfigurator::heard);
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        context.getLogger("dev.sextant").setLevel(Level.toLevel(System.getProperty(LEVEL), Level.INFO));
        // The messages of a study that is stopped at once find nobody to receive them; it warns of each.
        context.getLogger("io.vertx.core.eventbus").setLevel(Level.ERROR);
        // But why one machine does not reach another is worth a line.
        context.getLogger("io.vertx.core.eventbus.impl.clustered").setLevel(Level.WARN);
        ConsoleAppender console = new ConsoleAppender();
        console.setContext(context);
        console.start();
        root.addAppender(console);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static boolean configured() {
        if (System.getProperty(CONFIGURED) != null) return true;
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        if (loader == null) loader = LogConfigurator.class.getClassLoader();
        for (String file : FILES) if (loader.getResource(file) != null) return true;
        return false;
    }

    /** What Logback says about itself. */
    private static void heard(Status status) {
        if (status.getEffectiveLevel() >= Status.WARN && LogConsole.wants(true))
            LogConsole.say("warning: the log: " + status.getMessage());
    }
}
