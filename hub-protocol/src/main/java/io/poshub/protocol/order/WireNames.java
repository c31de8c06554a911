package io.poshub.protocol.order;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The lower-case names of an enum's constants, in their order, for reading requests. */
final class WireNames {
  private WireNames() {}

  static <E extends Enum<E>> Map<String, E> of(E[] constants) {
    Map<String, E> names = new LinkedHashMap<>();
    for (E constant : constants) {
      names.put(constant.name().toLowerCase(Locale.ROOT), constant);
    }
    return Collections.unmodifiableMap(names);
  }
}
