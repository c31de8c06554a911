package io.poshub.engine.webhook;

import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.tenant.TenantSeal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a webhook's messages are signed with. Shown once; its text hides it. Any thread. */
public final class WebhookSecret {
  static final int SIZE_BYTES = 32;
  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PURPOSE = "secrets of webhooks";

  private final byte[] bytes;

  WebhookSecret(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /**
   * Makes a secret.
   *
   * @param random a secure one
   */
  static WebhookSecret generate(RandomGenerator random) {
    byte[] bytes = new byte[SIZE_BYTES];
    random.nextBytes(bytes);
    return new WebhookSecret(bytes);
  }

  /** Opens what {@link #sealed} gave. */
  static WebhookSecret open(Tenant tenant, String webhookId, byte[] stored) {
    return new TenantSeal(tenant.cardKey(), PURPOSE)
        .open(stored, bound(webhookId))
        .map(WebhookSecret::new)
        .orElseThrow(() -> new IllegalStateException("a stored secret cannot be opened"));
  }

  /** The secret as it is stored: encrypted for the tenant, and bound to its webhook. */
  byte[] sealed(Tenant tenant, String webhookId) {
    return new TenantSeal(tenant.cardKey(), PURPOSE).seal(bytes, bound(webhookId));
  }

  /** The secret in clear, for the one who set the webhook up. */
  public String reveal() {
    return PREFIX + Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * The signature of a message.
   *
   * @param messageId the event's id
   * @param timestampS seconds since 1970, when it was sent
   */
  String sign(String messageId, long timestampS, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(bytes, ALGORITHM));
      mac.update((messageId + "." + timestampS + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  private static byte[] bound(String webhookId) {
    return webhookId.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return "WebhookSecret[hidden]";
  }
}
