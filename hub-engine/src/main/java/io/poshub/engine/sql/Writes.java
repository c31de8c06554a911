package io.poshub.engine.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction writes, gathered and then sent together: a packet of statements is one round
 * trip, however many tables they touch. The server runs them in the order they came in and stops at
 * the first that fails, so what follows a failure does not happen. Values are text, numbers, bytes,
 * dates or null; times go through {@link Columns#utc}. One connection, one thread.
 */
public final class Writes {
  /** About what a packet carries, in characters; the rest goes with the next one. */
  static final int PACKET_CHARS_MAX = 256 * 1024;

  /** Statements of a packet: the server keeps all of them in memory while it runs them. */
  static final int PACKET_STATEMENTS_MAX = 64;

  /** Rows in one INSERT. */
  static final int INSERT_ROWS_MAX = 64;

  /**
   * MariaDB runs what is between these as one block and answers once, at its end; otherwise each
   * statement has an answer that is sent and read by itself. To MySQL they are comments.
   */
  private static final String BLOCK_BEGINS = "/*M! BEGIN NOT ATOMIC */ ";

  private static final String BLOCK_ENDS = " /*M!; END */";

  private final Connection connection;
  private final List<Gathered> gathered = new ArrayList<>();

  public Writes(Connection connection) {
    this.connection = connection;
  }

  /** A statement of its own. */
  public void add(String sql, @Nullable Object... values) {
    gathered.add(new Gathered(null, sql, values));
  }

  /** One more row; those of the same INSERT that follow each other are one statement. */
  public void insert(Insert insert, @Nullable Object... row) {
    if (row.length != insert.columns()) {
      throw new IllegalArgumentException(row.length + " values for " + insert.into());
    }
    if (gathered.isEmpty() || !gathered.getLast().takes(insert, row)) {
      gathered.add(new Gathered(insert, "", row));
    }
  }

  /** Sends what was gathered. */
  public void send() throws SQLException {
    Packet last = sendAllButLast();
    if (last.statements > 0) {
      last.run(connection);
    }
  }

  /**
   * Sends what was gathered and behind it a statement that passes what it computes to
   * LAST_INSERT_ID.
   *
   * @return what it computed; empty if it found no row
   */
  public OptionalLong sendCounting(String sql, @Nullable Object... values) throws SQLException {
    add(sql, values);
    return sendAllButLast().count(connection);
  }

  /** Sends what was gathered up to the last packet, which has the commit behind it. */
  public Commit upToCommit() throws SQLException {
    add("COMMIT");
    return new Commit(sendAllButLast());
  }

  private Packet sendAllButLast() throws SQLException {
    List<Gathered> all = List.copyOf(gathered);
    gathered.clear();
    Packet packet = new Packet();
    for (Gathered next : all) {
      if (packet.isFullFor(next)) {
        packet.run(connection);
        packet = new Packet();
      }
      packet.add(next);
    }
    return packet;
  }

  /** The last packet. Once it is under way, only its answer tells whether it was committed. */
  public final class Commit {
    private final Packet packet;

    private Commit(Packet packet) {
      this.packet = packet;
    }

    /** Commits, if all statements before the commit are taken. */
    public void send() throws SQLException {
      packet.run(connection);
    }
  }

  private static int chars(@Nullable Object[] values) {
    int chars = 0;
    for (@Nullable Object value : values) {
      chars +=
          switch (value) {
            case String text -> text.length();
            // Some bytes are sent as two.
            case byte[] bytes -> 2 * bytes.length;
            case null, default -> 16;
          };
    }
    return chars;
  }

  /** A statement with its values, or an INSERT with its rows so far. */
  private static final class Gathered {
    private final @Nullable Insert insert;
    private final String sql;
    private final List<@Nullable Object[]> rows = new ArrayList<>(1);
    private int chars;

    Gathered(@Nullable Insert insert, String sql, @Nullable Object[] values) {
      this.insert = insert;
      this.sql = sql;
      this.rows.add(values);
      this.chars = sql.length() + chars(values);
    }

    boolean takes(Insert same, @Nullable Object[] row) {
      int more = chars(row);
      if (!same.equals(insert)
          || rows.size() == INSERT_ROWS_MAX
          || chars + more > PACKET_CHARS_MAX) {
        return false;
      }
      rows.add(row);
      chars += more;
      return true;
    }

    String text() {
      return insert == null ? sql : insert.text(rows.size());
    }
  }

  /** Statements that are sent as one text. */
  private static final class Packet {
    private final StringBuilder text = new StringBuilder();
    private final List<@Nullable Object[]> values = new ArrayList<>();
    private int statements;
    private int chars;

    boolean isFullFor(Gathered next) {
      return statements == PACKET_STATEMENTS_MAX
          || (statements > 0 && chars + next.chars > PACKET_CHARS_MAX);
    }

    void add(Gathered next) {
      if (statements > 0) {
        text.append("; ");
      }
      text.append(next.text());
      values.addAll(next.rows);
      chars += next.chars;
      statements++;
    }

    void run(Connection connection) throws SQLException {
      String block = statements == 1 ? text.toString() : BLOCK_BEGINS + text + BLOCK_ENDS;
      try (PreparedStatement all = connection.prepareStatement(block)) {
        bind(all);
        all.execute();
      }
    }

    /** As {@link #run}, and asks for what the last one computed. */
    OptionalLong count(Connection connection) throws SQLException {
      try (PreparedStatement all =
          connection.prepareStatement(text.toString(), Statement.RETURN_GENERATED_KEYS)) {
        bind(all);
        all.execute();
        for (int i = 1; i < statements; i++) {
          all.getMoreResults();
        }
        return all.getUpdateCount() == 1
            ? OptionalLong.of(Columns.lastInsertId(all))
            : OptionalLong.empty();
      }
    }

    private void bind(PreparedStatement all) throws SQLException {
      int index = 1;
      for (@Nullable Object[] row : values) {
        for (@Nullable Object value : row) {
          all.setObject(index++, value);
        }
      }
    }
  }
}
