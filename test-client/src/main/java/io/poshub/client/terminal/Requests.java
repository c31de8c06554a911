package io.poshub.client.terminal;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletableFuture;

/** What other threads have asked of the terminal. Any thread. */
final class Requests {
  private final CompletableFuture<Void> closing = new CompletableFuture<>();
  private final Inbox inbox;

  Requests(Inbox inbox) {
    this.inbox = requireNonNull(inbox, "inbox is null");
  }

  void offerClose() {
    closing.complete(null);
    inbox.offerWake();
  }

  boolean isClosing() {
    return closing.isDone();
  }

  /** Waits for the answer, but no longer than until someone closes the terminal. */
  <T> boolean awaitUnlessClosing(CompletableFuture<T> answer) {
    CompletableFuture.anyOf(answer, closing).join();
    return answer.isDone();
  }
}
