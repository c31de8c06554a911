package io.poshub.protocol;

import com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory;
import java.util.Locale;
import java.util.regex.Pattern;

/** Makes ids: UUIDv7, time-ordered, strictly rising within one process. Any thread. */
public final class Ids {
  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final TimeOrderedEpochFactory factory = TimeOrderedEpochFactory.builder().build();

  public String next() {
    return factory.create().toString();
  }

  /** Whether a text can be one of our ids; anything else need not be looked up. */
  public static boolean isId(String text) {
    return FORM.matcher(text.toLowerCase(Locale.ROOT)).matches();
  }
}
