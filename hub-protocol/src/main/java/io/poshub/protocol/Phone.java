package io.poshub.protocol;

import static java.util.Objects.requireNonNull;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.regex.Pattern;

/**
 * A telephone number in E.164. Its text form hides the middle, so that a log line never holds one.
 */
public record Phone(String e164) {
  private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{4,14}");
  private static final Pattern WRITTEN = Pattern.compile("[+0-9 ().\\-/]{3,40}");
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  private static final String MESSAGE =
      "must be a phone number in E.164 (+447700900123) or in the tenant's national form";

  public Phone {
    requireNonNull(e164, "e164 is null");
    if (!E164.matcher(e164).matches()) {
      throw new IllegalArgumentException("not a phone number in E.164");
    }
  }

  /**
   * Reads a number in E.164 or in the national form of {@code country} (ISO 3166, two letters). Any
   * number of a possible length is taken: numbering plans change more often than the hub is
   * updated.
   */
  public static Parsed<Phone> parse(String text, String country) {
    if (!WRITTEN.matcher(text).matches()) {
      return new Parsed.Bad<>(MESSAGE);
    }
    try {
      PhoneNumber number = NUMBERS.parse(text, country);
      if (NUMBERS.isPossibleNumberWithReason(number) != ValidationResult.IS_POSSIBLE) {
        return new Parsed.Bad<>(MESSAGE);
      }
      String e164 = NUMBERS.format(number, PhoneNumberFormat.E164);
      return E164.matcher(e164).matches()
          ? new Parsed.Ok<>(new Phone(e164))
          : new Parsed.Bad<>(MESSAGE);
    } catch (NumberParseException e) {
      return new Parsed.Bad<>(MESSAGE);
    }
  }

  /** Whether numbers can be read in this country's national form. */
  public static boolean isKnownCountry(String country) {
    return NUMBERS.getSupportedRegions().contains(country);
  }

  @Override
  public String toString() {
    return e164.substring(0, 3) + "***" + e164.substring(e164.length() - 2);
  }
}
