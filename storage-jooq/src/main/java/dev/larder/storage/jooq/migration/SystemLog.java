package dev.larder.storage.jooq.migration;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;

/**
 * Flyway's messages, on the platform's logger, all of them for debugging: what it tells for information is of no
 * interest to who opens a store, and what fails is thrown.
 */
public final class SystemLog implements LogCreator, Log {

    private static final System.Logger LOGGER = System.getLogger("dev.larder.storage.migration");

    /** Called by Flyway. */
    public SystemLog() {}

    @Override
    public Log createLogger(Class<?> source) {
        return this;
    }

    @Override
    @SuppressWarnings("deprecation") // older versions ask
    public boolean isDebugEnabled() {
        return false;
    }

    @Override
    public void debug(String message) {
        LOGGER.log(System.Logger.Level.TRACE, message);
    }

    @Override
    public void info(String message) {
        LOGGER.log(System.Logger.Level.DEBUG, message);
    }

    @Override
    public void warn(String message) {
        LOGGER.log(System.Logger.Level.DEBUG, message);
    }

    @Override
    public void error(String message) {
        LOGGER.log(System.Logger.Level.DEBUG, message);
    }

    @Override
    public void error(String message, Exception cause) {
        LOGGER.log(System.Logger.Level.DEBUG, message, cause);
    }

    @Override
    public void notice(String message) {
        LOGGER.log(System.Logger.Level.DEBUG, message);
    }
}
