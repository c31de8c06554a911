package io.poshub.client.cli;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every operator command takes. Filled once, while the command line is parsed. */
final class OperatorOptions {
  static final String DEFAULT_URL = "http://127.0.0.1:9010";

  private URI url = URI.create(DEFAULT_URL);
  private @Nullable String token;
  private boolean isJson;

  URI url() {
    return url;
  }

  @Nullable String token() {
    return token;
  }

  boolean isJson() {
    return isJson;
  }

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = DEFAULT_URL,
      description = "The hub's address (default: ${DEFAULT-VALUE}).")
  void setUrl(URI given) {
    url = given;
  }

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description =
          "The operator token. Default: HUB_OPERATOR_TOKEN, else the file operator.token in"
              + " HUB_DATA_DIR or ./data.")
  void setToken(String given) {
    token = given;
  }

  @Option(names = "--json", description = "Print the hub's JSON.")
  void setJson(boolean given) {
    isJson = given;
  }
}
