package io.poshub.mariadb;

import static java.util.Objects.requireNonNull;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the embedded server runs.
 *
 * @param bufferPoolMebibytes memory for table pages
 * @param connectionsMax connections the server accepts at once
 * @param openTablesMax tables the server keeps open, some 64 KB of memory each
 * @param durability what a commit survives
 * @param binariesCache a folder that keeps the unpacked program for several data folders; empty:
 *     each keeps its own
 */
public record MariaDbSettings(
    int bufferPoolMebibytes,
    int connectionsMax,
    int port,
    int openTablesMax,
    Durability durability,
    Optional<Path> binariesCache) {
  private static final int BUFFER_POOL_MIN_MEBIBYTES = 16;
  private static final int BUFFER_POOL_MAX_MEBIBYTES = 65_536;

  /** A sixteenth of the machine's memory, within these. */
  private static final long BUFFER_POOL_SHARE = 16;

  static final int BUFFER_POOL_SMALL_MEBIBYTES = 256;
  static final int BUFFER_POOL_LARGE_MEBIBYTES = 1_024;

  private static final int CONNECTIONS_MIN = 10;
  private static final int CONNECTIONS_MAX = 10_000;

  /** Stands for whichever port is free. */
  public static final int ANY_PORT = 0;

  private static final int PORT_MAX = 65_535;

  static final int OPEN_TABLES_MIN = 4_000;
  static final int OPEN_TABLES_MAX = 32_000;

  /** At 64 KB each an eighth of the machine's memory, if all are used. */
  private static final long OPEN_TABLES_PER_MEBIBYTE = 2;

  /** What a commit survives. */
  public enum Durability {
    /** A power cut: every commit is on the disk before it is answered. */
    POWER_CUT,
    /**
     * The death of the server process, not that of the machine. For tests that do not try the disk.
     */
    PROCESS_DEATH
  }

  public MariaDbSettings {
    requireNonNull(durability, "durability is null");
    requireNonNull(binariesCache, "binariesCache is null");
    check(
        "bufferPoolMebibytes",
        bufferPoolMebibytes,
        BUFFER_POOL_MIN_MEBIBYTES,
        BUFFER_POOL_MAX_MEBIBYTES);
    check("connectionsMax", connectionsMax, CONNECTIONS_MIN, CONNECTIONS_MAX);
    check("port", port, ANY_PORT, PORT_MAX);
    check("openTablesMax", openTablesMax, OPEN_TABLES_MIN, OPEN_TABLES_MAX);
  }

  /** What a hub needs, by the memory of its machine. */
  public static MariaDbSettings defaults() {
    long machine = machineMebibytes();
    return new MariaDbSettings(
        bufferPool(machine),
        200,
        ANY_PORT,
        openTables(machine),
        Durability.POWER_CUT,
        Optional.empty());
  }

  /** What thousands of tenants touch does not fit into what a few need. */
  static int bufferPool(long machineMebibytes) {
    return Math.clamp(
        machineMebibytes / BUFFER_POOL_SHARE,
        BUFFER_POOL_SMALL_MEBIBYTES,
        BUFFER_POOL_LARGE_MEBIBYTES);
  }

  /**
   * A tenant that sells touches about ten tables, and one that has to be opened first costs more
   * than all that is done with it. Only what is touched takes memory.
   */
  static int openTables(long machineMebibytes) {
    return Math.clamp(
        machineMebibytes * OPEN_TABLES_PER_MEBIBYTE, OPEN_TABLES_MIN, OPEN_TABLES_MAX);
  }

  private static long machineMebibytes() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize()
        >> 20;
  }

  public MariaDbSettings withBufferPoolMebibytes(int mebibytes) {
    return new MariaDbSettings(
        mebibytes, connectionsMax, port, openTablesMax, durability, binariesCache);
  }

  public MariaDbSettings withConnectionsMax(int connections) {
    return new MariaDbSettings(
        bufferPoolMebibytes, connections, port, openTablesMax, durability, binariesCache);
  }

  /** A server that takes the place of one that died keeps its port, so that its clients find it. */
  public MariaDbSettings withPort(int wanted) {
    return new MariaDbSettings(
        bufferPoolMebibytes, connectionsMax, wanted, openTablesMax, durability, binariesCache);
  }

  public MariaDbSettings withDurability(Durability wanted) {
    return new MariaDbSettings(
        bufferPoolMebibytes, connectionsMax, port, openTablesMax, wanted, binariesCache);
  }

  public MariaDbSettings withBinariesCache(Path folder) {
    return new MariaDbSettings(
        bufferPoolMebibytes, connectionsMax, port, openTablesMax, durability, Optional.of(folder));
  }

  private static void check(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(name + " is " + value + ", not " + min + " to " + max);
    }
  }
}
