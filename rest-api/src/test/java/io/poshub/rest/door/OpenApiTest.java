package io.poshub.rest.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.protocol.ErrorCode;
import io.poshub.rest.RestFixture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The document and the house say the same. */
class OpenApiTest {
  private static final Pattern PATH = Pattern.compile("  (/\\S*):");
  private static final Pattern METHOD = Pattern.compile("    (get|post|put|patch|delete):");
  private static final Pattern OPERATION = Pattern.compile("      operationId: (\\w+)");

  @Test
  void everyRouteIsDescribedAndNothingElse() {
    try (RestFixture hub = RestFixture.create()) {
      List<String> routes =
          Routes.list(hub.engine, hub.around).stream()
              .map(route -> route.method() + " " + route.template().text())
              .toList();

      assertThat(operations(document(hub))).containsExactlyInAnyOrderElementsOf(routes);
    }
  }

  @Test
  void everyErrorCodeIsNamed() {
    try (RestFixture hub = RestFixture.create()) {
      String document = document(hub);

      assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::wire))
          .allMatch(code -> document.contains("        - " + code + "\n"));
    }
  }

  @Test
  void everyOperationHasAnIdOfItsOwn() {
    try (RestFixture hub = RestFixture.create()) {
      List<String> ids =
          OPERATION.matcher(document(hub)).results().map(found -> found.group(1)).toList();

      assertThat(ids).doesNotHaveDuplicates().hasSize(Routes.list(hub.engine, hub.around).size());
    }
  }

  private static String document(RestFixture hub) {
    return hub.voice(null, null).get("/openapi.yaml").expect(200).body();
  }

  private static List<String> operations(String document) {
    List<String> operations = new ArrayList<>();
    String path = "";
    for (String line : document.lines().toList()) {
      Matcher found = PATH.matcher(line);
      Matcher method = METHOD.matcher(line);
      if (found.matches()) {
        path = found.group(1);
      } else if (method.matches()) {
        operations.add(method.group(1).toUpperCase(Locale.ROOT) + " " + path);
      }
    }
    return operations;
  }
}
