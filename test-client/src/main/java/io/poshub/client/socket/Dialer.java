package io.poshub.client.socket;

import static java.util.Objects.requireNonNull;

import io.poshub.client.http.HubHttp;
import io.poshub.client.http.Refusal;
import io.poshub.client.reconnect.Outcome;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** Opens sockets for one caller. Any thread. */
public final class Dialer {
  public static final Duration HANDSHAKE_WAIT = Duration.ofSeconds(10);

  private final HttpClient client;
  private final URI hub;
  private final String key;
  private final Consumer<Signal> inbox;

  public Dialer(HttpClient client, URI hub, String key, Consumer<Signal> inbox) {
    this.client = requireNonNull(client, "client is null");
    this.hub = requireNonNull(hub, "hub is null");
    this.key = requireNonNull(key, "key is null");
    this.inbox = requireNonNull(inbox, "inbox is null");
  }

  /** What came of an attempt. */
  public sealed interface Dialed {
    record Opened(SocketLink link) implements Dialed {}

    record Failed(Outcome outcome) implements Dialed {}
  }

  /** The future always ends with an outcome. Whoever gives up waiting must abort a late link. */
  public CompletableFuture<Dialed> dial(URI address) {
    SocketLink link = new SocketLink(inbox);
    return client
        .newWebSocketBuilder()
        .connectTimeout(HANDSHAKE_WAIT)
        .header("X-API-Key", key)
        .buildAsync(address, link)
        .handle((_, failure) ->
            failure == null ? new Dialed.Opened(link) : new Dialed.Failed(outcome(failure)));
  }

  private Outcome outcome(Throwable failure) {
    Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
    if (cause instanceof WebSocketHandshakeException handshake) {
      return refused(handshake.getResponse());
    }
    String why = HubHttp.why(cause, hub);
    return HubHttp.isReached(cause) ? new Outcome.Broken(why) : new Outcome.Unreachable(why);
  }

  private static Outcome refused(HttpResponse<?> answer) {
    String body = answer.body() instanceof String text ? text : "";
    if (answer.statusCode() == 101) {
      return new Outcome.Broken("the answer to the upgrade was not valid");
    }
    return new Outcome.Refused(Refusal.of(answer.statusCode(), answer.headers(), body));
  }
}
