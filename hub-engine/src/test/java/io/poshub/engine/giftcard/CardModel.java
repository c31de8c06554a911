package io.poshub.engine.giftcard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a card must do, told once more and as simply as can be: no ledger, no rows, no classes of
 * the hub. Answers with the code a caller would get, or with what moved. One thread.
 */
final class CardModel {
  private long balance;
  private final Map<Integer, Reserved> holds = new HashMap<>();
  private final List<Booked> booked = new ArrayList<>();
  private String status = "active";
  private final long expiresDay;
  private long day;
  private Instant now;

  private static final class Reserved {
    final long amount;
    final Instant until;
    String state = "open";

    Reserved(long amount, Instant until) {
      this.amount = amount;
      this.until = until;
    }
  }

  private static final class Booked {
    final long amount;
    boolean undone;

    Booked(long amount) {
      this.amount = amount;
    }
  }

  CardModel(long initial, long day, long expiresDay, Instant now) {
    this.balance = initial;
    this.day = day;
    this.expiresDay = expiresDay;
    this.now = now;
  }

  long balance() {
    return balance;
  }

  long held() {
    return holds.values().stream()
        .filter(hold -> hold.state.equals("open"))
        .mapToLong(hold -> hold.amount)
        .sum();
  }

  String status() {
    return status;
  }

  int bookings() {
    return booked.size();
  }

  int holdsMade() {
    return holds.size();
  }

  void timePasses(Instant to, long toDay) {
    now = to;
    day = toDay;
  }

  /** What every touch begins and ends with. */
  void settle() {
    for (Reserved hold : holds.values()) {
      if (hold.state.equals("open") && !hold.until.isAfter(now)) {
        hold.state = "expired";
      }
    }
    if (day > expiresDay && !status.equals("inactive")) {
      balance = held();
      if (status.equals("active")) {
        status = "expired";
      }
    }
  }

  String redeem(long amount, boolean partial) {
    if (!status.equals("active")) {
      return status;
    }
    long taken = obtainable(amount, partial);
    if (taken == 0) {
      return "insufficient";
    }
    balance -= taken;
    booked.add(new Booked(-taken));
    return "moved " + -taken;
  }

  String load(long amount) {
    if (!status.equals("active")) {
      return status;
    }
    balance += amount;
    booked.add(new Booked(amount));
    return "moved " + amount;
  }

  String adjust(long amount) {
    if (status.equals("expired") || status.equals("inactive")) {
      return status;
    }
    if (amount < 0 && -amount > balance - held()) {
      return "insufficient";
    }
    balance += amount;
    return "moved " + amount;
  }

  String hold(int name, long amount, boolean partial, Instant until) {
    if (!status.equals("active")) {
      return status;
    }
    long reserved = obtainable(amount, partial);
    if (reserved == 0) {
      return "insufficient";
    }
    holds.put(name, new Reserved(reserved, until));
    return "held " + reserved;
  }

  String capture(int name, long amount) {
    Reserved hold = holds.get(name);
    if (hold == null) {
      return "hold unknown";
    }
    if (!hold.state.equals("open")) {
      return hold.state.equals("expired") ? "hold expired" : "hold resolved";
    }
    if (amount > hold.amount) {
      return "exceeds hold";
    }
    if (status.equals("blocked") || status.equals("inactive")) {
      return status;
    }
    hold.state = "captured";
    balance -= amount;
    booked.add(new Booked(-amount));
    return "moved " + -amount;
  }

  String release(int name) {
    Reserved hold = holds.get(name);
    if (hold == null) {
      return "hold unknown";
    }
    if (!hold.state.equals("open")) {
      return hold.state.equals("expired") ? "hold expired" : "hold resolved";
    }
    hold.state = "released";
    return "moved 0";
  }

  String reverse(int which, long amount) {
    Booked row = booked.get(which);
    if (status.equals("inactive")) {
      return status;
    }
    if (row.undone) {
      return "already reversed";
    }
    if (amount > Math.abs(row.amount)) {
      return "exceeds original";
    }
    if (row.amount > 0 && amount > balance - held()) {
      return "insufficient";
    }
    row.undone = true;
    long back = row.amount > 0 ? -amount : amount;
    balance += back;
    return "moved " + back;
  }

  String block() {
    if (status.equals("inactive")) {
      return status;
    }
    status = "blocked";
    return "restated";
  }

  String unblock() {
    if (status.equals("inactive")) {
      return status;
    }
    if (status.equals("blocked")) {
      status = day > expiresDay ? "expired" : "active";
    }
    return "restated";
  }

  String deactivate() {
    status = "inactive";
    return "restated";
  }

  private long obtainable(long amount, boolean partial) {
    long available = balance - held();
    return amount <= available ? amount : partial ? available : 0;
  }
}
