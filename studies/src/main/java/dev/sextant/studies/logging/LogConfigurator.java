// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.Status;

/** Sets Logback up by code, which starts without an XML parser. Found as a service. */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_TOP_PRIORITY)
public final class LogConfigurator extends ContextAwareBase implements Configurator {
    /** The system property with which our own lines are told in more detail: debug is a line for each attempt. */
    static final String LEVEL = "sextant.log";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
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

    /** What Logback says about itself. */
    private static void heard(Status status) {
        if (status.getEffectiveLevel() >= Status.WARN && LogConsole.wants(true))
            LogConsole.say("warning: the log: " + status.getMessage());
    }
}
