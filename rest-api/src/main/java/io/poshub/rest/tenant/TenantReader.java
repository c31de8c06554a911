package io.poshub.rest.tenant;

import io.poshub.engine.tenant.NewTenant;
import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.tenant.TenantPatch;
import io.poshub.protocol.Limits;
import io.poshub.protocol.json.Fields;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what operators say about tenants. Pure; any thread. */
final class TenantReader {
  private static final int WORD_MAX_CHARS = 64;
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  private static final Currency STAND_IN_CURRENCY = Currency.getInstance("EUR");
  private static final String STAND_IN_SLUG = "stand-in";

  private TenantReader() {}

  static NewTenant newTenant(Fields fields) {
    String slug = fields.text("slug", WORD_MAX_CHARS);
    boolean slugIsGood = NewTenant.isSlug(slug);
    if (!slug.isEmpty() && !slugIsGood) {
      fields.reject(
          "slug",
          "must have 2 to 31 of a-z, 0-9 and -, begin with a letter, have no dash at its end nor"
              + " two in a row, and not be reserved");
    }
    NewTenant wish =
        new NewTenant(
            slugIsGood ? slug : STAND_IN_SLUG,
            fields.text("name", Limits.NAME_MAX_CHARS),
            currency(fields),
            timeZone(fields, fields.text("time_zone", WORD_MAX_CHARS)),
            country(fields, fields.text("country", WORD_MAX_CHARS)));
    fields.check();
    return wish;
  }

  static TenantPatch patch(Fields fields, Tenant tenant) {
    refuseChange(fields, "slug", tenant.slug());
    refuseChange(fields, "currency", tenant.currency().getCurrencyCode());
    String timeZone = fields.optionalText("time_zone", WORD_MAX_CHARS);
    String country = fields.optionalText("country", WORD_MAX_CHARS);
    TenantPatch patch =
        new TenantPatch(
            fields.optionalText("name", Limits.NAME_MAX_CHARS),
            timeZone == null ? null : timeZone(fields, timeZone),
            country == null ? null : country(fields, country),
            active(fields));
    fields.check();
    return patch;
  }

  private static @Nullable Boolean active(Fields fields) {
    return fields.has("active") ? Boolean.valueOf(fields.flag("active", true)) : null;
  }

  /** Whoever sends the whole tenant back is fine; a change that cannot be must not seem to work. */
  private static void refuseChange(Fields fields, String name, String current) {
    String given = fields.optionalText(name, WORD_MAX_CHARS);
    if (given != null && !given.equals(current)) {
      fields.reject(name, "cannot be changed");
    }
  }

  private static Currency currency(Fields fields) {
    String code = fields.text("currency", WORD_MAX_CHARS);
    if (code.isEmpty()) {
      return STAND_IN_CURRENCY;
    }
    for (Currency currency : Currency.getAvailableCurrencies()) {
      // Metals and test codes have no minor unit, and nobody is paid in them.
      if (currency.getCurrencyCode().equals(code) && currency.getDefaultFractionDigits() >= 0) {
        return currency;
      }
    }
    fields.reject("currency", "must be an ISO 4217 code such as GBP");
    return STAND_IN_CURRENCY;
  }

  private static ZoneId timeZone(Fields fields, String id) {
    if (ZoneId.getAvailableZoneIds().contains(id)) {
      return ZoneId.of(id);
    }
    if (!id.isEmpty()) {
      fields.reject("time_zone", "must be an IANA time zone such as Europe/London");
    }
    return ZoneOffset.UTC;
  }

  private static String country(Fields fields, String code) {
    if (!code.isEmpty() && !COUNTRIES.contains(code)) {
      fields.reject("country", "must be an ISO 3166 code such as GB");
    }
    return code;
  }
}
