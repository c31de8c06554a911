package io.poshub.rest.call;

import static java.util.Objects.requireNonNullElse;

import io.poshub.engine.sql.Page;
import io.poshub.protocol.Limits;
import io.poshub.protocol.json.InvalidFieldsException;
import io.poshub.rest.HttpReply;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which page of a list is asked for; {@code position} is where the page before ended. */
public record Paging(CursorKind kind, int limit, @Nullable String position) {

  public static Paging of(Query query, CursorKind kind) {
    Long limit = query.integer("limit", 1, Limits.PAGE_MAX);
    String cursor = query.text("cursor");
    String position =
        cursor == null
            ? null
            : kind.decode(cursor)
                .orElseThrow(() -> new InvalidFieldsException("cursor", "is not one of this list"));
    return new Paging(
        kind, requireNonNullElse(limit, (long) Limits.PAGE_DEFAULT).intValue(), position);
  }

  /** The position of a list that is sorted by number. */
  public @Nullable Long number() {
    return position == null ? null : Long.valueOf(position);
  }

  /** {@code {name: […], has_more, cursor}}; the last page has no cursor. */
  public HttpReply reply(String name, Page<?> page) {
    return Answers.json(200, members(name, page));
  }

  /** As {@link #reply}, for answers that have more to say. */
  public Map<String, Object> members(String name, Page<?> page) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(name, page.items());
    members.put("has_more", page.hasMore());
    if (page.next() != null) {
      members.put("cursor", kind.encode(page.next()));
    }
    return members;
  }
}
