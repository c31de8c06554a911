package io.poshub.client.cli;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every operator command takes. Filled once, while the command line is parsed. */
final class OperatorOptions {
  static final String URL_TEXT =
      "The hub's address (default: http://127.0.0.1 with HUB_PORT or 9010).";
  static final String EXAMPLE_URL = "http://127.0.0.1:9010";

  private @Nullable URI url;
  private @Nullable String token;
  private boolean isJson;

  URI url(Environment environment) {
    return url == null ? environment.hubUrl() : url;
  }

  @Nullable String token() {
    return token;
  }

  boolean isJson() {
    return isJson;
  }

  @Option(names = "--url", paramLabel = "URL", description = URL_TEXT)
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
