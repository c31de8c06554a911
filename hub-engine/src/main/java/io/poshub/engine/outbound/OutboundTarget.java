package io.poshub.engine.outbound;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.Parsed;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * An address somebody gave the hub to send to, taken apart once.
 *
 * @param host a name, or an address without brackets
 * @param path what follows the host, query included
 */
public record OutboundTarget(boolean tls, String host, int port, String path) {
  public static final int URL_MAX_CHARS = 2_048;
  private static final int PORT_MAX = 65_535;
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;
  private static final String FORM = "must be an address such as https://example.com/hook";

  public OutboundTarget {
    requireNonNull(host, "host is null");
    requireNonNull(path, "path is null");
  }

  /** Reads a URL; says what is wrong with it, but nothing about where it leads. */
  public static Parsed<OutboundTarget> parse(String url) {
    if (url.length() > URL_MAX_CHARS || !url.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      return new Parsed.Bad<>(FORM);
    }
    try {
      return parse(new URI(url));
    } catch (URISyntaxException e) {
      return new Parsed.Bad<>(FORM);
    }
  }

  private static Parsed<OutboundTarget> parse(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      return new Parsed.Bad<>("must begin with https:// or http://");
    }
    if (url.getRawUserInfo() != null) {
      return new Parsed.Bad<>("must not have a user or a password in it");
    }
    if (url.getRawFragment() != null) {
      return new Parsed.Bad<>("must not have a # in it");
    }
    int port = url.getPort();
    if (url.getHost() == null || isOdd(url.getHost()) || port == 0 || port > PORT_MAX) {
      return new Parsed.Bad<>(FORM);
    }
    boolean tls = scheme.equals("https");
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return new Parsed.Ok<>(
        new OutboundTarget(
            tls,
            withoutBrackets(url.getHost().toLowerCase(Locale.ROOT)),
            port < 0 ? defaultPort(tls) : port,
            url.getRawQuery() == null ? path : path + "?" + url.getRawQuery()));
  }

  /** The value of a Host header. */
  String authority() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return port == defaultPort(tls) ? name : name + ":" + port;
  }

  /** One number is an IPv4 address to some; with a zone an address is one of this machine's. */
  private static boolean isOdd(String host) {
    return host.contains("%") || host.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static int defaultPort(boolean tls) {
    return tls ? HTTPS_PORT : HTTP_PORT;
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
