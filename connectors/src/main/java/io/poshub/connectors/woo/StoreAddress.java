package io.poshub.connectors.woo;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.outbound.OutboundTarget;
import io.poshub.engine.shop.ShopAccess;
import io.poshub.protocol.Parsed;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Where a shop is: scheme, host, port and the folder it is installed in. */
public record StoreAddress(URI uri) {
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;
  private static final int PORT_MAX = 65_535;
  private static final String FORM = "must be an address such as https://shop.example";

  public StoreAddress {
    requireNonNull(uri, "uri is null");
  }

  /**
   * Reads an address.
   *
   * @param allowHttp whether it may go without TLS
   */
  public static Parsed<StoreAddress> parse(String text, boolean allowHttp) {
    boolean plain = text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (text.length() > ShopAccess.STORE_URL_MAX_CHARS || !plain) {
      return new Parsed.Bad<>(FORM);
    }
    try {
      return check(
          new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text), allowHttp);
    } catch (URISyntaxException e) {
      return new Parsed.Bad<>(FORM);
    }
  }

  private static Parsed<StoreAddress> check(URI uri, boolean allowHttp) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !(allowHttp && scheme.equals("http"))) {
      return new Parsed.Bad<>("must begin with https://");
    }
    boolean right =
        uri.getHost() != null
            && uri.getRawUserInfo() == null
            && uri.getRawQuery() == null
            && uri.getRawFragment() == null
            && !uri.getRawPath().contains("/../")
            && uri.getPort() != 0
            && uri.getPort() <= PORT_MAX;
    return right ? new Parsed.Ok<>(new StoreAddress(uri)) : new Parsed.Bad<>(FORM);
  }

  boolean isTls() {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  /** Where a call to the shop goes. */
  OutboundTarget target(String pathAndQuery) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    int port = uri.getPort() >= 0 ? uri.getPort() : isTls() ? HTTPS_PORT : HTTP_PORT;
    return new OutboundTarget(
        isTls(),
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        port,
        uri.getRawPath() + pathAndQuery);
  }

  /** Where people see an order; shops with the newer way of storing them lead on from there. */
  public String editOrder(String id) {
    return uri + "/wp-admin/post.php?post=" + id + "&action=edit";
  }

  /**
   * The same for every address of one shop: with or without TLS, {@code www.}, the usual port, a
   * slash at the end, and however the host is spelled. The folder counts as it is written.
   */
  public String identity() {
    OutboundTarget target = target("");
    String host = target.host().replaceFirst("^www\\.", "").replaceFirst("\\.$", "");
    boolean usual = target.port() == (isTls() ? HTTPS_PORT : HTTP_PORT);
    return host + (usual ? "" : ":" + target.port()) + uri.getRawPath().replaceFirst("/+$", "");
  }

  public String text() {
    return uri.toString();
  }
}
