package io.poshub.engine.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.sql.DatabaseException;
import io.poshub.testing.TestClock;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is pruned, how far, and in what pieces. */
class RetentionTest {
  private final TestClock clock = TestClock.at("2026-11-21T12:00:00Z");
  private final Map<String, Integer> rows = new HashMap<>();
  private final Map<String, Instant> cutOffs = new HashMap<>();

  @Test
  void eachTenantIsPrunedInChunksByItsOwnTime() {
    rows.put("cafe", 3 * Retention.CHUNK_MAX_ROWS + 1);
    rows.put("bar", 5);

    Retention retention = retention(List.of("cafe", "bar"));

    assertThat(retention.step()).isEqualTo(3 * Retention.CHUNK_MAX_ROWS + 1);
    assertThat(retention.step()).isEqualTo(5);

    assertThat(cutOffs.get("cafe")).isEqualTo(Instant.parse("2026-11-17T12:00:00Z"));
    assertThat(cutOffs.get("bar")).isEqualTo(Instant.parse("2026-11-18T12:00:00Z"));
  }

  @Test
  void oneStepTakesOnlySoMuchOfOneTenant() {
    int most = Retention.CHUNKS_MAX * Retention.CHUNK_MAX_ROWS;
    rows.put("cafe", most + 10);

    Retention retention = retention(List.of("cafe"));

    assertThat(retention.step()).isEqualTo(most);
    assertThat(retention.step()).isEqualTo(10);
  }

  @Test
  void aTenantWhoseDatabaseFailsDoesNotKeepTheOthersFromIt() {
    rows.put("bar", 5);

    Retention retention = retention(List.of("broken", "bar"));

    assertThat(retention.step()).isZero();
    assertThat(retention.step()).isEqualTo(5);
  }

  @Test
  void fewTenantsHaveTheirTurnOnceARound() {
    rows.put("cafe", 1);
    Retention retention = retention(List.of("cafe"));
    assertThat(retention.step()).isOne();
    rows.put("cafe", 1);

    assertThat(steps(retention, Retention.ROUND_MIN_STEPS - 1)).isZero();
    assertThat(retention.step()).isOne();
  }

  @Test
  void manyTenantsHaveTheirTurnOneAfterTheOtherWithinTheHour() {
    List<String> tenants = IntStream.range(0, 6_100).mapToObj(i -> "tenant-" + i).toList();
    tenants.forEach(tenant -> rows.put(tenant, 1));
    Retention retention = retention(tenants);

    for (int step = 0; step < 6_100 / 2; step++) {
      assertThat(retention.step()).isEqualTo(2);
    }
    assertThat(retention.step()).isZero();
    rows.put("tenant-2", 1);
    assertThat(retention.step()).isOne();
  }

  @Test
  void whoHasMoreThanAStepTakesDoesNotWaitForTheNextTurn() {
    List<String> tenants = IntStream.range(0, 200).mapToObj(i -> "tenant-" + i).toList();
    int most = Retention.CHUNKS_MAX * Retention.CHUNK_MAX_ROWS;
    rows.put("tenant-0", most + 10);
    rows.put("tenant-1", 1);
    Retention retention = retention(tenants);

    assertThat(retention.step()).isEqualTo(most);
    assertThat(retention.step()).isEqualTo(11);
    rows.put("tenant-0", 1);
    assertThat(retention.step()).isZero();
  }

  @Test
  void whenMostHaveMoreThanAStepTakesSomeOfThemComeAgainEachTime() {
    List<String> tenants = IntStream.range(0, 10).mapToObj(i -> "tenant-" + i).toList();
    int most = Retention.CHUNKS_MAX * Retention.CHUNK_MAX_ROWS;
    int mostOfAStep = (1 + Retention.AGAIN_MAX_TENANTS) * most;
    tenants.forEach(tenant -> rows.put(tenant, 3 * most - 1));
    Retention retention = retention(tenants);

    for (int step = 0; step < tenants.size(); step++) {
      assertThat(retention.step()).isLessThanOrEqualTo(mostOfAStep);
    }
    steps(retention, tenants.size());

    assertThat(rows.values()).containsOnly(0);
  }

  private static long steps(Retention retention, int count) {
    return IntStream.range(0, count).mapToLong(_ -> retention.step()).sum();
  }

  private Retention retention(List<String> tenants) {
    return new Retention(
        () -> tenants,
        List.of(new Pruning("rows", tenant -> Duration.ofDays(tenant.length()), this::delete)),
        clock);
  }

  private int delete(String tenant, Instant cutOff, int maxRows) {
    if (tenant.equals("broken")) {
      throw new DatabaseException(new SQLException("gone"));
    }
    cutOffs.put(tenant, cutOff);
    int deleted = Math.min(maxRows, rows.getOrDefault(tenant, 0));
    rows.merge(tenant, -deleted, Integer::sum);
    return deleted;
  }
}
