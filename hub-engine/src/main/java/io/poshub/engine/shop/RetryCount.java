package io.poshub.engine.shop;

/**
 * What came of having jobs tried again.
 *
 * @param overtaken jobs that were ended instead, because their order has moved on since
 */
public record RetryCount(int retried, int overtaken) {
  public static final RetryCount NONE = new RetryCount(0, 0);

  public RetryCount plus(RetryCount more) {
    return new RetryCount(retried + more.retried, overtaken + more.overtaken);
  }
}
