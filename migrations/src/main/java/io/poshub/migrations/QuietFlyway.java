package io.poshub.migrations;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Flyway's log, one level lower: what became of a schema is told by its outcome. */
final class QuietFlyway implements Log {
  private final Logger log;

  private QuietFlyway(Class<?> about) {
    this.log = LoggerFactory.getLogger(about);
  }

  /** Flyway has one log for the whole process. */
  static void install() {
    LogFactory.setLogCreator(QuietFlyway::new);
  }

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
    log.info(message);
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
