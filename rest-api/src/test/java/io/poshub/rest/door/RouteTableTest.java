package io.poshub.rest.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poshub.rest.HttpReply;
import io.poshub.rest.door.RouteTable.Match;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteTableTest {
  private final RouteTable table =
      new RouteTable(
          List.of(
              route("GET", "/things/{id}"),
              route("GET", "/things/special"),
              route("POST", "/things/{id}/parts/{part}"),
              route("PATCH", "/things/{id}"),
              route("GET", "/")));

  @Test
  void aFixedSegmentGoesBeforeAVariable() {
    assertThat(found("GET", "/things/special").route().template().text())
        .isEqualTo("/things/special");
    assertThat(found("GET", "/things/other").path()).isEqualTo(Map.of("id", "other"));
  }

  @Test
  void variablesAreDecoded() {
    assertThat(found("POST", "/things/a%2Fb/parts/%7Bx%7D").path())
        .isEqualTo(Map.of("id", "a/b", "part", "{x}"));
  }

  @Test
  void aSlashMoreIsAnotherAddress() {
    assertThat(table.find("GET", "/things/other/")).isInstanceOf(Match.Nothing.class);
    assertThat(table.find("GET", "/things/")).isInstanceOf(Match.Nothing.class);
    assertThat(table.find("GET", "//")).isInstanceOf(Match.Nothing.class);
    assertThat(found("GET", "/").path()).isEmpty();
  }

  @Test
  void anotherMethodNamesThoseThatWork() {
    assertThat(table.find("PUT", "/things/x")).isEqualTo(new Match.WrongMethod("GET, PATCH"));
    assertThat(table.find("PATCH", "/things/special")).isEqualTo(new Match.WrongMethod("GET"));
  }

  @Test
  void twoRoutesForTheSameCallAreAMistake() {
    assertThatThrownBy(() -> new RouteTable(List.of(route("GET", "/a"), route("GET", "/a"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Match.Found found(String method, String path) {
    return (Match.Found) table.find(method, path);
  }

  private static Route route(String method, String path) {
    return Route.open(method, path, _ -> HttpReply.empty(204));
  }
}
