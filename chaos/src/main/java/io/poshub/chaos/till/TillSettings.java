package io.poshub.chaos.till;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A till's ways.
 *
 * @param port where the hub, or the line to it, listens
 * @param terminal under which name it is known to the hub; null: under none
 * @param types which events it asks for; empty: all
 * @param memory what it still knows when it comes back
 * @param ackEvery after how many events it acknowledges; 0: never
 */
public record TillSettings(
    String name,
    String tenant,
    String key,
    int port,
    @Nullable String terminal,
    Set<String> types,
    Memory memory,
    int ackEvery) {
  public TillSettings {
    requireNonNull(name, "name is null");
    requireNonNull(tenant, "tenant is null");
    requireNonNull(key, "key is null");
    requireNonNull(memory, "memory is null");
    types = Set.copyOf(types);
    if (terminal == null && memory != Memory.POSITION) {
      throw new IllegalArgumentException("who has no name must remember its place");
    }
  }

  /** What a till knows after its connection ended. */
  public enum Memory {
    /** Its place: asks with {@code after} and {@code epoch}. */
    POSITION,
    /** Its name only: goes on where the hub remembers it to be. */
    NAME,
    /** Now this, now that. */
    SOMETIMES
  }

  /** It holds a key. */
  @Override
  public String toString() {
    return "TillSettings[" + tenant + "/" + name + "]";
  }
}
