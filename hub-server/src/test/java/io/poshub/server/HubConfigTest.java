package io.poshub.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poshub.server.HubConfigReader.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubConfigTest {

  @Test
  void withoutSettingsTheHubIsLocalAndBringsItsOwnDatabase() {
    HubConfig config = valid(Map.of());

    assertThat(config.port()).isEqualTo(9010);
    assertThat(config.isLoopback()).isTrue();
    assertThat(config.database()).isNull();
    assertThat(config.schemas().main()).isEqualTo("dinedesk_main");
    assertThat(config.rates()).isEqualTo(new HubConfig.Rates(200, 100, 50, 1_000));
  }

  @Test
  void everyMistakeIsOneLine() {
    Result result =
        HubConfigReader.read(
            Map.of(
                "HUB_PROT", "1",
                "HUB_PORT", "ninety",
                "HUB_DB_URL", "jdbc:postgresql://x/",
                "HUB_SCHEMA_PREFIX", "Ü",
                "HUB_OPERATOR_TOKEN", "short",
                "HUB_ALLOWED_ORIGINS", "shop.example",
                "HUB_IO_URING", "yes"));

    assertThat(result)
        .isInstanceOfSatisfying(
            Result.Invalid.class,
            invalid ->
                assertThat(invalid.problems())
                    .hasSize(8)
                    .anySatisfy(
                        line -> assertThat(line).contains("HUB_PROT", "did you mean HUB_PORT?"))
                    .anySatisfy(line -> assertThat(line).contains("HUB_PORT must be"))
                    .anySatisfy(line -> assertThat(line).contains("HUB_DB_URL must look like"))
                    .anySatisfy(line -> assertThat(line).contains("needs HUB_DB_USER"))
                    .anySatisfy(line -> assertThat(line).contains("HUB_SCHEMA_PREFIX"))
                    .anySatisfy(line -> assertThat(line).contains("HUB_OPERATOR_TOKEN"))
                    .anySatisfy(line -> assertThat(line).contains("shop.example"))
                    .anySatisfy(line -> assertThat(line).contains("HUB_IO_URING")));
  }

  @Test
  void secretsAreNeverPrinted() {
    HubConfig config =
        valid(
            Map.of(
                "HUB_DB_URL", "jdbc:mysql://db/?password=hunter2",
                "HUB_DB_USER", "hub",
                "HUB_DB_PASSWORD", "hunter3",
                "HUB_OPERATOR_TOKEN", "0123456789abcdef0123"));

    assertThat(config.toString() + config.describe())
        .doesNotContain("hunter")
        .doesNotContain("0123456789abcdef");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:mysql://127.0.0.1:3306/,jdbc:mysql://127.0.0.1:3306/?allowPublicKeyRetrieval=true",
    "jdbc:mysql://localhost:3306,jdbc:mysql://localhost:3306/?allowPublicKeyRetrieval=true",
    "jdbc:mysql://localhost?a=b,jdbc:mysql://localhost/?a=b&allowPublicKeyRetrieval=true",
    "jdbc:mysql://localhost/x?a=b,jdbc:mysql://localhost/x?a=b&allowPublicKeyRetrieval=true",
    "jdbc:mysql://db.example/,jdbc:mysql://db.example/",
    "jdbc:mysql://localhost.example/,jdbc:mysql://localhost.example/"
  })
  void aDatabaseOnThisMachineMayBeAskedForItsKey(String url, String used) {
    HubConfig config = valid(Map.of("HUB_DB_URL", url, "HUB_DB_USER", "hub"));

    assertThat(config.database()).isEqualTo(new HubConfig.ExternalDatabase(used, "hub", ""));
  }

  @Test
  void aFileWithMistakesIsToldLineByLine(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("hub.conf"),
            """
            # HUB_PORT = 1
            HUB_PORT = 1111

            HUB_BIND
            HUB_DB_PASSWORD secret
            = 5
            PORT=2222
            HUB_PORT = 1111
            """);

    assertThatThrownBy(() -> Settings.withFile(file, Map.of("HUB_PORT", "3")))
        .isInstanceOf(StartException.class)
        .hasMessage(
            """
            hub.conf, line 4: a setting is written HUB_NAME = value
            hub.conf, line 5: a setting is written HUB_NAME = value
            hub.conf, line 6: a setting is written HUB_NAME = value
            hub.conf, line 7: HUB_PORT is set a second time
            hub.conf, line 8: HUB_PORT is set a second time\
            """);
  }

  @Test
  void aValueIsWhatFollowsTheFirstEqualsSign(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("hub.conf"), "HUB_DB_PASSWORD = a=b\\c#d:e \nHUB_DATA_DIR=\n");

    assertThat(Settings.withFile(file, Map.of()))
        .containsEntry("HUB_DB_PASSWORD", "a=b\\c#d:e")
        .containsEntry("HUB_DATA_DIR", "");
  }

  @Test
  void theEnvironmentOverridesTheFile(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("hub.conf"), "HUB_PORT = 1111\nHUB_BIND=0.0.0.0\nPROT=1\n");

    Map<String, String> settings = Settings.withFile(file, Map.of("HUB_PORT", "2222"));

    assertThat(settings)
        .containsEntry("HUB_PORT", "2222")
        .containsEntry("HUB_BIND", "0.0.0.0")
        .containsEntry("HUB_PROT", "1");
  }

  private static HubConfig valid(Map<String, String> settings) {
    assertThat(HubConfigReader.read(settings)).isInstanceOf(Result.Valid.class);
    return ((Result.Valid) HubConfigReader.read(settings)).config();
  }
}
