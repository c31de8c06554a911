package io.poshub.client.terminal;

import static java.util.Objects.requireNonNull;

import io.poshub.client.http.HubHttp;
import io.poshub.protocol.EventType;
import io.poshub.protocol.Limits;
import io.poshub.protocol.Position;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a terminal needs to know. No {@code terminal} id: nothing is acked and the hub keeps no
 * place. No {@code stateFile}: the place is lost with the process. No {@code outboxFile}: no calls
 * that move money, because they could not be remembered. Empty {@code events}: all of them. {@code
 * http} may be shared by many terminals; null gives this one its own.
 */
public record TerminalSettings(
    URI hub,
    String tenant,
    String key,
    @Nullable String terminal,
    Set<EventType> events,
    @Nullable Path stateFile,
    @Nullable Path outboxFile,
    AckMode acks,
    @Nullable HttpClient http,
    TerminalClock clock,
    RandomGenerator random) {
  public TerminalSettings {
    requireNonNull(acks, "acks is null");
    requireNonNull(clock, "clock is null");
    requireNonNull(random, "random is null");
    events = Set.copyOf(events);
    if (!"http".equals(hub.getScheme()) && !"https".equals(hub.getScheme())) {
      throw new IllegalArgumentException("the hub's address must begin with http:// or https://");
    }
    if (hub.getHost() == null) {
      throw new IllegalArgumentException("the hub's address has no host");
    }
    if (tenant.isBlank() || key.isBlank()) {
      throw new IllegalArgumentException("tenant and key must not be empty");
    }
    if (key.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new IllegalArgumentException("the key has characters that no key has");
    }
    if (terminal != null
        && !terminal.matches("[A-Za-z0-9._-]{1," + Limits.TERMINAL_ID_MAX_CHARS + "}")) {
      throw new IllegalArgumentException("a terminal id is 1 to 64 of A-Z a-z 0-9 . _ -");
    }
  }

  public static Builder builder(URI hub, String tenant, String key) {
    return new Builder(hub, tenant, key);
  }

  /** The socket's address, continuing after {@code from} if that is known. */
  URI socketAddress(@Nullable Position from) {
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    if (terminal != null) {
      query.add("terminal=" + terminal);
    }
    if (from != null) {
      query.add("after=" + from.seq()).add("epoch=" + HubHttp.encoded(from.epoch()));
    }
    if (!events.isEmpty()) {
      EnumSet<EventType> inOrder = EnumSet.copyOf(events);
      query.add("events=" + inOrder.stream().map(EventType::wire).collect(Collectors.joining(",")));
    }
    String base = hub.toString().replaceFirst("^http", "ws").replaceFirst("/$", "");
    return URI.create(base + "/ws/pos/" + HubHttp.encoded(tenant) + query);
  }

  boolean isFiltered() {
    return !events.isEmpty();
  }

  /** Whether the filter lets an event of that type through; unknown types pass no filter. */
  boolean wants(String type) {
    return events.isEmpty() || EventType.ofWire(type).filter(events::contains).isPresent();
  }

  @Override
  public String toString() {
    return "TerminalSettings[" + hub + ", " + tenant + ", " + terminal + "]";
  }

  /** Collects settings; those not given have the defaults of an ordinary till. */
  public static final class Builder {
    private final URI hub;
    private final String tenant;
    private final String key;
    private @Nullable String terminal;
    private Set<EventType> events = Set.of();
    private @Nullable Path stateFile;
    private @Nullable Path outboxFile;
    private AckMode acks = AckMode.AUTOMATIC;
    private @Nullable HttpClient http;
    private TerminalClock clock = TerminalClock.SYSTEM;
    private RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

    private Builder(URI hub, String tenant, String key) {
      this.hub = requireNonNull(hub, "hub is null");
      this.tenant = requireNonNull(tenant, "tenant is null");
      this.key = requireNonNull(key, "key is null");
    }

    public Builder terminal(@Nullable String id) {
      terminal = id;
      return this;
    }

    public Builder events(Set<EventType> wanted) {
      events = wanted;
      return this;
    }

    public Builder stateFile(@Nullable Path path) {
      stateFile = path;
      return this;
    }

    /** Where calls that move money are noted until their answers are known. */
    public Builder outboxFile(@Nullable Path path) {
      outboxFile = path;
      return this;
    }

    public Builder acks(AckMode mode) {
      acks = mode;
      return this;
    }

    public Builder http(HttpClient shared) {
      http = shared;
      return this;
    }

    public Builder clock(TerminalClock time) {
      clock = time;
      return this;
    }

    public Builder random(RandomGenerator source) {
      random = source;
      return this;
    }

    public TerminalSettings build() {
      return new TerminalSettings(
          hub, tenant, key, terminal, events, stateFile, outboxFile, acks, http, clock, random);
    }
  }
}
