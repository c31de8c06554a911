package io.poshub.protocol.json;

/** Something that already is JSON text, and is written into an answer as it stands. */
public interface RawJson {
  String json();
}
