package io.poshub.engine.giftcard;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.Ids;
import java.util.Locale;
import java.util.Optional;

/** How a caller names a card: by its id, or by the code that was typed or scanned. */
public sealed interface CardRef {

  /** By id. */
  record ById(String id) implements CardRef {
    public ById {
      requireNonNull(id, "id is null");
    }
  }

  /** By code, normalised. Never printed. */
  record ByCode(CardCode code) implements CardRef {
    public ByCode {
      requireNonNull(code, "code is null");
    }
  }

  /** Reads what stands in a path; empty if it can be neither an id nor a code. */
  static Optional<CardRef> of(String text) {
    if (Ids.isId(text)) {
      return Optional.of(new ById(text.toLowerCase(Locale.ROOT)));
    }
    return CardCode.of(text).map(ByCode::new);
  }
}
