package io.poshub.migrations;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flyway's log, at DEBUG and below: what became of a schema is told by its outcome. Public with a
 * public constructor, for Flyway makes it by its name.
 */
public final class QuietFlywayLogs implements LogCreator {
  @Override
  public Log createLogger(Class<?> about) {
    return new QuietLog(LoggerFactory.getLogger(about));
  }

  private record QuietLog(Logger log) implements Log {
    @Override
    public void debug(String message) {
      log.trace(message);
    }

    @Override
    public void info(String message) {
      log.debug(message);
    }

    @Override
    public void notice(String message) {
      log.debug(message);
    }

    @Override
    public void warn(String message) {
      log.debug(message);
    }

    @Override
    public void error(String message) {
      log.debug(message);
    }

    @Override
    public void error(String message, Exception failure) {
      log.debug(message, failure);
    }
  }
}
