package io.poshub.engine.lane;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A real pool whose connections fail where a test says so. A failing {@code close} closes first.
 */
final class FailingDataSource {
  private FailingDataSource() {}

  /** The failure to throw at a call, or null to let it through. */
  @FunctionalInterface
  interface Failure {
    @Nullable SQLException next();
  }

  static DataSource over(DataSource pool, Map<String, Failure> failures) {
    return (DataSource)
        Proxy.newProxyInstance(
            FailingDataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (_, method, arguments) -> {
              if (method.getName().equals("getConnection")) {
                return connection(pool.getConnection(), failures);
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }

  /** A commit is the last of the statements that are sent together. */
  private static boolean sendsCommit(Object @Nullable [] arguments) {
    return arguments != null
        && arguments.length > 0
        && arguments[0] instanceof String sql
        && sql.contains("; COMMIT");
  }

  private static Connection connection(Connection real, Map<String, Failure> failures) {
    return (Connection)
        Proxy.newProxyInstance(
            FailingDataSource.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              String call = sendsCommit(arguments) ? "commit" : method.getName();
              Failure failure = failures.get(call);
              SQLException thrown = failure == null ? null : failure.next();
              if (thrown != null) {
                if (method.getName().equals("close")) {
                  real.close();
                }
                throw thrown;
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
