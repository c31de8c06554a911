package io.poshub.migrations;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which database server this is, and whether the hub runs on it. */
record DatabaseServer(Product product, int major, int minor, int patch) {
  private static final Pattern NUMBERS =
      Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?.*");

  /** What we make of the server; each line is fit to be shown as it is. */
  sealed interface Fitness {
    record Tested() implements Fitness {}

    record Untested(String warning) implements Fitness {}

    record Refused(String reason) implements Fitness {}
  }

  enum Product {
    // CHECK constraints hold from 8.0.16 on.
    MYSQL("MySQL", 8_000_016, 8_004_000, "8.4"),
    // SKIP LOCKED exists from 10.6 on.
    MARIADB("MariaDB", 10_006_000, 10_011_000, "10.11");

    private final String label;
    private final int worksFrom;
    private final int testedFrom;
    private final String wanted;

    Product(String label, int worksFrom, int testedFrom, String wanted) {
      this.label = label;
      this.worksFrom = worksFrom;
      this.testedFrom = testedFrom;
      this.wanted = wanted;
    }
  }

  static DatabaseServer ask(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT VERSION()")) {
      row.next();
      return parse(String.valueOf(row.getString(1)));
    }
  }

  static DatabaseServer parse(String version) {
    Matcher numbers = NUMBERS.matcher(version);
    if (!numbers.matches()) {
      throw new IllegalArgumentException("the database names no version: " + version);
    }
    String patch = numbers.group(3);
    return new DatabaseServer(
        version.contains("MariaDB") ? Product.MARIADB : Product.MYSQL,
        Integer.parseInt(numbers.group(1)),
        Integer.parseInt(numbers.group(2)),
        patch == null ? 0 : Integer.parseInt(patch));
  }

  Fitness fitness() {
    int version = major * 1_000_000 + minor * 1_000 + patch;
    String is = "the database is " + product.label + " " + major + "." + minor + "." + patch;
    if (version < product.worksFrom) {
      return new Fitness.Refused(
          is + "; the hub needs " + product.label + " " + product.wanted + " or later");
    }
    if (version < product.testedFrom) {
      return new Fitness.Untested(
          is + "; the hub is tested on " + product.label + " " + product.wanted + " or later");
    }
    return new Fitness.Tested();
  }
}
