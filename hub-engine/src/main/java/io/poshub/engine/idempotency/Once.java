package io.poshub.engine.idempotency;

/** What came of a call with a key. */
public sealed interface Once<R> {

  /** The call was decided now. */
  record First<R>(R outcome) implements Once<R> {}

  /** It had been decided before: this is what was answered then. */
  record Replayed<R>(Answer answer) implements Once<R> {}

  /** Another request has used that key. */
  record Reused<R>() implements Once<R> {}

  /** The same request has used that key, so long ago that its answer is gone. */
  record Forgotten<R>() implements Once<R> {}

  /** The call with that key was reversed before it came. */
  record Reversed<R>() implements Once<R> {}

  /** The first call with that key is still under way. */
  record InProgress<R>() implements Once<R> {}
}
