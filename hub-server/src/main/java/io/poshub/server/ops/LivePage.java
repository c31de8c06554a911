package io.poshub.server.ops;

import io.poshub.rest.HttpReply;
import io.poshub.rest.door.ExtraRoute;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The hub's own page: a tenant's live events in a browser. Its files are read once; any thread. */
public final class LivePage {
  /** Only what the hub serves itself may run, connect or frame. */
  private static final String CSP =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'none'; "
          + "base-uri 'none'; frame-ancestors 'none'";

  private LivePage() {}

  public static List<ExtraRoute> routes() {
    return List.of(
        file("/", "index.html", "text/html; charset=utf-8"),
        file("/live.js", "live.js", "text/javascript; charset=utf-8"),
        file("/live.css", "live.css", "text/css; charset=utf-8"));
  }

  private static ExtraRoute file(String path, String name, String contentType) {
    HttpReply reply =
        HttpReply.json(200, read(name))
            .with("Content-Type", contentType)
            .with("Content-Security-Policy", CSP)
            .with("Referrer-Policy", "no-referrer");
    return new ExtraRoute("GET", path, false, _ -> reply);
  }

  private static byte[] read(String name) {
    try (InputStream file = LivePage.class.getResourceAsStream("/web/" + name)) {
      if (file == null) {
        throw new IllegalStateException("the page's file " + name + " is not in the jar");
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
