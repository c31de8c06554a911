package io.poshub.protocol.json;

import static java.util.Objects.requireNonNull;

/**
 * One thing that is wrong with a request: which member ({@code items[2].quantity}), and what it
 * must be.
 */
public record FieldError(String field, String message) {
  public FieldError {
    requireNonNull(field, "field is null");
    requireNonNull(message, "message is null");
  }
}
