package io.poshub.rest.status;

import io.poshub.rest.HttpReply;
import io.poshub.rest.call.Request;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** One of the documents that describe the hub, read once from the class path. */
public final class DocumentResource {
  private final byte[] document;

  public DocumentResource(String name) {
    try (InputStream in = DocumentResource.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + name);
      }
      this.document = in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + name, e);
    }
  }

  public HttpReply read(Request request) {
    return new HttpReply(200, Map.of("Content-Type", "application/yaml"), document);
  }
}
