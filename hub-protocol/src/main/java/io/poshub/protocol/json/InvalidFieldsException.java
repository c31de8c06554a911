package io.poshub.protocol.json;

import java.util.List;

/**
 * A request whose members are wrong; carries every mistake at once. Caught in one place, at the
 * HTTP door.
 */
public final class InvalidFieldsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<FieldError> errors;

  public InvalidFieldsException(List<FieldError> errors) {
    super("invalid fields", null, false, false);
    this.errors = List.copyOf(errors);
  }

  public InvalidFieldsException(String field, String message) {
    this(List.of(new FieldError(field, message)));
  }

  public List<FieldError> errors() {
    return errors;
  }
}
