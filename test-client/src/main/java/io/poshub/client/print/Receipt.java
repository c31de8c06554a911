package io.poshub.client.print;

import io.poshub.client.http.JsonText;
import io.poshub.protocol.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An order as a kitchen's printer shows it: lines of a fixed width. Pure; any thread. */
public final class Receipt {
  /** What an 80 mm printer has in its wide letters. */
  static final int WIDTH = 42;

  private static final String INDENT = "    ";

  private final List<String> lines = new ArrayList<>();

  private Receipt() {}

  /** The receipt's lines, none longer than the paper is wide. */
  public static List<String> of(JsonValue order) {
    Receipt receipt = new Receipt();
    receipt.head(order);
    JsonText.items(order, "items").forEach(receipt::item);
    receipt.rule('-');
    receipt.totals(order);
    receipt.text("", JsonText.at(order, "note"), "NOTE: ");
    receipt.rule('=');
    return List.copyOf(receipt.lines);
  }

  private void head(JsonValue order) {
    rule('=');
    centre("ORDER " + JsonText.at(order, "display_number", "?"));
    String type = JsonText.at(JsonText.find(order, "fulfillment"), "type");
    centre(
        (type == null ? "?" : type.replace('_', ' ').toUpperCase(Locale.ROOT))
            + " / "
            + JsonText.at(order, "source", "?"));
    text("", JsonText.at(JsonText.find(order, "fulfillment"), "requested_at"), "FOR: ");
    text("", JsonText.at(JsonText.find(order, "fulfillment"), "table"), "TABLE: ");
    text("", JsonText.at(JsonText.find(order, "customer"), "name"), "GUEST: ");
    text("", JsonText.at(JsonText.find(order, "fulfillment"), "instructions"), "");
    text("", JsonText.at(order, "placed_at"), "PLACED: ");
    rule('-');
  }

  private void item(JsonValue item) {
    row(
        JsonText.at(item, "quantity", "?") + " x " + JsonText.at(item, "name", "?"),
        JsonText.at(item, "total", ""));
    for (JsonValue modifier : JsonText.items(item, "modifiers")) {
      String quantity = JsonText.at(modifier, "quantity", "1");
      String times = quantity.equals("1") ? "" : quantity + " x ";
      text(INDENT, times + JsonText.at(modifier, "name", "?"), "+ ");
    }
    text(INDENT, JsonText.at(item, "note"), "! ");
  }

  private void totals(JsonValue order) {
    row("Subtotal", JsonText.at(order, "subtotal", ""));
    amount("Discount", "-", JsonText.at(order, "discount_total"));
    amount(
        "true".equals(JsonText.at(order, "tax_included")) ? "Tax (included)" : "Tax",
        "",
        JsonText.at(order, "tax_total"));
    amount("Delivery", "", JsonText.at(order, "delivery_fee"));
    amount("Tip", "", JsonText.at(order, "tip_total"));
    row("TOTAL " + JsonText.at(order, "currency", ""), JsonText.at(order, "total", "?"));
    for (JsonValue payment : JsonText.items(order, "payments")) {
      row(
          JsonText.at(payment, "method", "?") + ", " + JsonText.at(payment, "status", "?"),
          JsonText.at(payment, "amount", ""));
    }
  }

  /** Nothing is printed for nothing. */
  private void amount(String name, String sign, @Nullable String amount) {
    if (amount != null && amount.chars().anyMatch(digit -> digit > '0' && digit <= '9')) {
      row(name, sign + amount);
    }
  }

  private void rule(char of) {
    lines.add(String.valueOf(of).repeat(WIDTH));
  }

  private void centre(String text) {
    for (String line : wrapped(text, WIDTH)) {
      lines.add(" ".repeat((WIDTH - width(line)) / 2) + line);
    }
  }

  /** Left and right on one line; what is too long on the left goes on below. */
  private void row(String left, String right) {
    int room = Math.max(WIDTH / 2, WIDTH - width(right) - 1);
    List<String> parts = wrapped(left, room);
    String first = parts.getFirst();
    int gap = WIDTH - width(first) - width(right);
    lines.add((first + " ".repeat(Math.max(1, gap)) + right).stripTrailing());
    parts.stream().skip(1).forEach(rest -> lines.add("  " + rest));
  }

  private void text(String indent, @Nullable String text, String before) {
    if (text != null && !text.isBlank()) {
      wrapped(before + text, WIDTH - indent.length()).forEach(line -> lines.add(indent + line));
    }
  }

  /** Broken between words where there are any, and at line breaks. */
  private static List<String> wrapped(String text, int width) {
    List<String> result = new ArrayList<>();
    for (String paragraph : text.split("\\R", -1)) {
      String line = "";
      for (String word : paragraph.strip().split("\\s+", -1)) {
        String rest = word;
        if (!line.isEmpty() && width(line) + 1 + width(rest) > width) {
          result.add(line);
          line = "";
        }
        while (width(rest) > width) {
          int cut = rest.offsetByCodePoints(0, width);
          result.add(rest.substring(0, cut));
          rest = rest.substring(cut);
        }
        line = line.isEmpty() ? rest : line + " " + rest;
      }
      result.add(line);
    }
    return result;
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
