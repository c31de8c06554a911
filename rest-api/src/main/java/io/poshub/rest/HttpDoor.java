package io.poshub.rest;

import java.util.concurrent.CompletionStage;

/** What the gateway needs of whoever answers requests. */
public interface HttpDoor {

  /**
   * Answers a request. Called on a virtual thread and may block; a long-poll completes later
   * without holding a thread. The stage never completes exceptionally.
   */
  CompletionStage<HttpReply> handle(HttpCall call);

  /** How large a body the address takes; asked before the body is read. */
  int maxBodyBytes(String method, String path);
}
