package io.poshub.rest.door;

import io.poshub.protocol.Limits;
import io.poshub.rest.call.PercentText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a request: a tree of segments, in which a fixed segment goes before a
 * variable. Immutable; any thread.
 */
final class RouteTable {
  private final Step root;

  /** One address and the methods it answers. */
  private record Resource(PathTemplate template, Map<String, Route> byMethod) {}

  /** What there is at an address. */
  sealed interface Match {

    /** A route and the values of its variables. */
    record Found(Route route, Map<String, String> path) implements Match {}

    /** The address answers other methods only. */
    record WrongMethod(String allow) implements Match {}

    /** There is no such address. */
    record Nothing() implements Match {}

    /** The path cannot be read. */
    record Unreadable() implements Match {}
  }

  /** What may come after the segments so far. Filled while the table is made, then only read. */
  private static final class Step {
    private final Map<String, Step> fixed = new HashMap<>();
    private @Nullable Step variable;
    private @Nullable Resource resource;

    Step next(String segment) {
      if (!PathTemplate.isVariable(segment)) {
        return fixed.computeIfAbsent(segment, _ -> new Step());
      }
      Step next = variable;
      if (next == null) {
        next = new Step();
        variable = next;
      }
      return next;
    }

    @Nullable Resource find(List<String> path, int at) {
      if (at == path.size()) {
        return resource;
      }
      String segment = path.get(at);
      Step same = fixed.get(segment);
      Resource found = same == null ? null : same.find(path, at + 1);
      return found == null && variable != null && !segment.isEmpty()
          ? variable.find(path, at + 1)
          : found;
    }
  }

  RouteTable(List<Route> routes) {
    this.root = new Step();
    routes.forEach(this::add);
  }

  private void add(Route route) {
    Step end = root;
    for (String segment : route.template().segments()) {
      end = end.next(segment);
    }
    Resource resource = end.resource;
    if (resource == null) {
      resource = new Resource(route.template(), new LinkedHashMap<>());
      end.resource = resource;
    }
    if (!resource.template().equals(route.template())
        || resource.byMethod().put(route.method(), route) != null) {
      throw new IllegalArgumentException("two routes for " + route.template().text());
    }
  }

  Match find(String method, String path) {
    List<String> segments = new ArrayList<>();
    for (String segment : PathTemplate.split(path)) {
      Optional<String> decoded = PercentText.ofPathSegment(segment);
      if (decoded.isEmpty()) {
        return new Match.Unreadable();
      }
      segments.add(decoded.get());
      if (segments.size() > Limits.PATH_MAX_SEGMENTS) {
        return new Match.Nothing();
      }
    }
    return find(method, segments);
  }

  private Match find(String method, List<String> segments) {
    Resource resource = root.find(segments, 0);
    if (resource == null) {
      return new Match.Nothing();
    }
    Route route = resource.byMethod().get(method);
    return route == null
        ? new Match.WrongMethod(String.join(", ", resource.byMethod().keySet()))
        : new Match.Found(route, resource.template().values(segments));
  }
}
