package io.poshub.rest;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A pool that a test can take away. */
public final class Outage implements DataSource {
  private final DataSource pool;
  private final AtomicInteger left = new AtomicInteger();
  private volatile @Nullable Supplier<SQLException> failure;

  public Outage(DataSource pool) {
    this.pool = pool;
  }

  public void begin(Supplier<SQLException> why) {
    beginAfter(0, why);
  }

  /** Lets some more connections be had first. */
  public void beginAfter(int connections, Supplier<SQLException> why) {
    left.set(connections);
    failure = why;
  }

  public void end() {
    failure = null;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Supplier<SQLException> why = failure;
    if (why != null && left.getAndDecrement() <= 0) {
      throw why.get();
    }
    return pool.getConnection();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return pool.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    pool.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    pool.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return pool.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return pool.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return pool.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return pool.isWrapperFor(type);
  }
}
