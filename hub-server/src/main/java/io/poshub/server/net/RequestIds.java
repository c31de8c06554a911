package io.poshub.server.net;

import io.poshub.protocol.Ids;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The id a request is known by: the caller's own if it can go into a header and a log, else a fresh
 * one. Any thread.
 */
final class RequestIds {
  private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final Ids ids;

  RequestIds(Ids ids) {
    this.ids = ids;
  }

  String of(@Nullable String own) {
    return own != null && ACCEPTABLE.matcher(own).matches() ? own : ids.next();
  }
}
