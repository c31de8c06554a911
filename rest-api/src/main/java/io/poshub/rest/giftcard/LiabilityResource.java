package io.poshub.rest.giftcard;

import io.poshub.engine.giftcard.GiftCards;
import io.poshub.engine.settings.Settings;
import io.poshub.engine.settings.TenantSettings;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.json.InvalidFieldsException;
import io.poshub.rest.HttpReply;
import io.poshub.rest.call.Answers;
import io.poshub.rest.call.TenantRequest;
import java.time.InstantSource;
import java.time.LocalDate;

/** {@code /gift-cards/liability}. Virtual threads. */
public final class LiabilityResource {
  private final GiftCards cards;
  private final TenantSettings settings;
  private final InstantSource clock;

  public LiabilityResource(GiftCards cards, TenantSettings settings, InstantSource clock) {
    this.cards = cards;
    this.settings = settings;
    this.clock = clock;
  }

  /** The statement of a business day; without a date, of the one that has begun. */
  public HttpReply read(TenantRequest request) {
    Tenant tenant = request.tenant();
    Settings current = settings.read(tenant.slug());
    LocalDate today = current.businessDate(clock.instant(), tenant.timeZone());
    LocalDate asked = request.query().date("date");
    if (asked != null && asked.isAfter(today)) {
      throw new InvalidFieldsException("date", "must not be in the future");
    }
    return Answers.json(200, cards.liability(tenant, current, asked == null ? today : asked));
  }
}
