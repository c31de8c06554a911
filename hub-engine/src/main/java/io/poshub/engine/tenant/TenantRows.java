package io.poshub.engine.tenant;

import io.poshub.engine.sql.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The SQL of {@code tenants}. One connection, one thread. */
final class TenantRows {
  private static final String COLUMNS =
      "slug, name, currency, time_zone, country, active, card_key, created_at, updated_at";

  /** Far more tenants than are ever changed within minutes; new ones count as changed. */
  private static final int CHANGED_MAX = 10_000;

  private final Connection connection;

  TenantRows(Connection connection) {
    this.connection = connection;
  }

  void insert(Tenant tenant) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO tenants (" + COLUMNS + ") VALUES (" + Columns.marks(9) + ")")) {
      insert.setString(1, tenant.slug());
      insert.setString(2, tenant.name());
      insert.setString(3, tenant.currency().getCurrencyCode());
      insert.setString(4, tenant.timeZone().getId());
      insert.setString(5, tenant.country());
      insert.setBoolean(6, tenant.active());
      insert.setBytes(7, tenant.cardKey().bytes());
      insert.setString(8, Columns.utc(tenant.createdAt()));
      insert.setString(9, Columns.utc(tenant.updatedAt()));
      insert.executeUpdate();
    }
  }

  void insertStream(String slug, String epoch) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO stream_heads (tenant, epoch, seq) VALUES (?, ?, 0)")) {
      insert.setString(1, slug);
      insert.setString(2, epoch);
      insert.executeUpdate();
    }
  }

  void update(Tenant tenant) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE tenants SET name = ?, time_zone = ?, country = ?, active = ?, updated_at = ?
            WHERE slug = ?
            """)) {
      update.setString(1, tenant.name());
      update.setString(2, tenant.timeZone().getId());
      update.setString(3, tenant.country());
      update.setBoolean(4, tenant.active());
      update.setString(5, Columns.utc(tenant.updatedAt()));
      update.setString(6, tenant.slug());
      update.executeUpdate();
    }
  }

  Optional<Tenant> lock(String slug) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT " + COLUMNS + " FROM tenants WHERE slug = ? FOR UPDATE")) {
      select.setString(1, slug);
      return read(select).stream().findFirst();
    }
  }

  /** Tenants by their slugs. */
  Map<String, Tenant> find(Set<String> slugs) throws SQLException {
    List<String> padded = Columns.padded(slugs);
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT "
                + COLUMNS
                + " FROM tenants WHERE slug IN ("
                + Columns.marks(padded.size())
                + ")")) {
      for (int i = 0; i < padded.size(); i++) {
        select.setString(i + 1, padded.get(i));
      }
      return read(select).stream().collect(Collectors.toMap(Tenant::slug, tenant -> tenant));
    }
  }

  /** Tenants in the order of their slugs. */
  List<Tenant> list(String afterSlug, int limit) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT " + COLUMNS + " FROM tenants WHERE slug > ? ORDER BY slug LIMIT ?")) {
      select.setString(1, afterSlug);
      select.setInt(2, limit);
      return read(select);
    }
  }

  List<String> slugs() throws SQLException {
    List<String> slugs = new ArrayList<>();
    try (PreparedStatement select =
            connection.prepareStatement("SELECT slug FROM tenants ORDER BY slug");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        slugs.add(rows.getString(1));
      }
    }
    return slugs;
  }

  List<Tenant> changedSince(Instant since) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT " + COLUMNS + " FROM tenants WHERE updated_at >= ? LIMIT " + CHANGED_MAX)) {
      select.setString(1, Columns.utc(since));
      return read(select);
    }
  }

  private static List<Tenant> read(PreparedStatement select) throws SQLException {
    List<Tenant> tenants = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        tenants.add(
            new Tenant(
                rows.getString("slug"),
                rows.getString("name"),
                Currency.getInstance(rows.getString("currency")),
                ZoneId.of(rows.getString("time_zone")),
                rows.getString("country"),
                rows.getBoolean("active"),
                new CardKey(rows.getBytes("card_key")),
                Columns.time(rows, "created_at"),
                Columns.time(rows, "updated_at")));
      }
    }
    return tenants;
  }
}
