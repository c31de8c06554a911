package io.poshub.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.tenant.Tenant;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class WebhookSecretTest {

  /** The example that the makers of Standard Webhooks publish. */
  @Test
  void theSignatureIsThatOfTheStandard() {
    WebhookSecret secret = secret("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    assertThat(
            secret.sign(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1614265330,
                "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void everyPartOfTheMessageIsSigned() {
    WebhookSecret secret = secret("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    String signature = secret.sign("a", 1, body);

    assertThat(secret.sign("b", 1, body)).isNotEqualTo(signature);
    assertThat(secret.sign("a", 2, body)).isNotEqualTo(signature);
    assertThat(secret.sign("a", 1, new byte[0])).isNotEqualTo(signature);
    assertThat(secret("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").sign("a", 1, body))
        .isNotEqualTo(signature);
  }

  @Test
  void aSecretIsShownAsTheStandardSaysAndNeverByAccident() {
    WebhookSecret secret = WebhookSecret.generate(new SecureRandom());

    assertThat(secret.reveal()).matches("whsec_[A-Za-z0-9+/]{43}=");
    assertThat(secret.toString()).doesNotContain(secret.reveal().substring(6));
    assertThat(WebhookSecret.generate(new SecureRandom()).reveal()).isNotEqualTo(secret.reveal());
  }

  @Test
  void aStoredSecretOpensForItsTenantAndWebhookOnly() {
    try (EngineFixture engine = EngineFixture.create()) {
      Tenant tenant = engine.newTenant("seal");
      Tenant other = engine.newTenant("other");
      WebhookSecret secret = WebhookSecret.generate(new SecureRandom());
      byte[] stored = secret.sealed(tenant, "w1");

      assertThat(WebhookSecret.open(tenant, "w1", stored).reveal()).isEqualTo(secret.reveal());
      assertThatThrownBy(() -> WebhookSecret.open(tenant, "w2", stored))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> WebhookSecret.open(other, "w1", stored))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  private static WebhookSecret secret(String base64) {
    return new WebhookSecret(Base64.getDecoder().decode(base64));
  }
}
