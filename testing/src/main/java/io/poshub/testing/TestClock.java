package io.poshub.testing;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until a test moves it. Safe to use from any thread; its views in other
 * zones move with it.
 */
public final class TestClock extends Clock {
  private final AtomicReference<Instant> now;
  private final ZoneId zone;

  private TestClock(AtomicReference<Instant> now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  public static TestClock at(Instant now) {
    return new TestClock(new AtomicReference<>(requireNonNull(now, "now is null")), ZoneOffset.UTC);
  }

  /** As {@code 2026-11-21T12:00:00Z}. */
  public static TestClock at(String now) {
    return at(Instant.parse(now));
  }

  /** Moves the clock forward, or back with a negative step, and returns the new time. */
  public Instant advance(Duration step) {
    return now.updateAndGet(before -> before.plus(step));
  }

  public void set(Instant instant) {
    now.set(requireNonNull(instant, "instant is null"));
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public TestClock withZone(ZoneId wanted) {
    return new TestClock(now, requireNonNull(wanted, "wanted is null"));
  }

  @Override
  public String toString() {
    return "TestClock[" + instant() + "]";
  }
}
