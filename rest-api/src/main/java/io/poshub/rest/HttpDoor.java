package io.poshub.rest;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What the gateway needs of whoever answers requests. */
public interface HttpDoor {

  /**
   * Answers a request. Called on a virtual thread and may block; a long-poll completes later
   * without holding a thread. The stage never completes exceptionally.
   */
  CompletionStage<HttpReply> handle(HttpCall call);

  /**
   * Answers a request that needs no thread of its own; null if it does, and then nothing was done.
   * Called on the connection's loop and never blocks.
   *
   * @param loop puts answers into words that others have found
   */
  default @Nullable CompletionStage<HttpReply> handleAtOnce(HttpCall call, Executor loop) {
    return null;
  }

  /** How large a body the address takes; asked before the body is read. */
  int maxBodyBytes(String method, String path);
}
