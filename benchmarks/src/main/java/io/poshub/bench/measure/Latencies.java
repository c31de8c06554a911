package io.poshub.bench.measure;

/**
 * A histogram of times with steps of at most 1.6 %, in constant memory. One thread writes it; it is
 * read when that thread has stopped.
 */
public final class Latencies {
  private static final int STEP_BITS = 6;
  private static final int STEPS = 1 << STEP_BITS;
  private static final int BUCKETS = (Long.SIZE - STEP_BITS) * STEPS;
  private static final double NANOS_PER_MILLI = 1e6;

  private final long[] counts = new long[BUCKETS];
  private long total;
  private long maxNanos;

  public void add(long nanos) {
    long time = Math.max(0, nanos);
    counts[bucket(time)]++;
    total++;
    maxNanos = Math.max(maxNanos, time);
  }

  public void addAll(Latencies others) {
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] += others.counts[i];
    }
    total += others.total;
    maxNanos = Math.max(maxNanos, others.maxNanos);
  }

  public long count() {
    return total;
  }

  public double maxMillis() {
    return maxNanos / NANOS_PER_MILLI;
  }

  /**
   * The time that so much of all are within.
   *
   * @param share 0 to 1
   */
  public double millis(double share) {
    long wanted = Math.max(1, Math.round(share * total));
    long seen = 0;
    for (int i = 0; i < BUCKETS && total > 0; i++) {
      seen += counts[i];
      if (seen >= wanted) {
        return Math.min(middle(i), maxNanos) / NANOS_PER_MILLI;
      }
    }
    return 0;
  }

  /** Below {@link #STEPS} exact; from there so many steps for each doubling. */
  private static int bucket(long nanos) {
    if (nanos < STEPS) {
      return (int) nanos;
    }
    int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
    int step = (int) (nanos >>> (exponent - STEP_BITS)) - STEPS;
    return (exponent - STEP_BITS + 1) * STEPS + step;
  }

  private static long middle(int bucket) {
    if (bucket < STEPS) {
      return bucket;
    }
    int shift = bucket / STEPS - 1;
    long low = ((long) (bucket % STEPS) + STEPS) << shift;
    return low + ((1L << shift) >> 1);
  }
}
