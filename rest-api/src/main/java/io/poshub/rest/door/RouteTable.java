package io.poshub.rest.door;

import io.poshub.protocol.Limits;
import io.poshub.rest.call.PercentText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the route of a request. Immutable; any thread. */
final class RouteTable {
  private final List<Resource> resources;

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

  RouteTable(List<Route> routes) {
    Map<String, Resource> byTemplate = new LinkedHashMap<>();
    for (Route route : routes) {
      Route twin =
          byTemplate
              .computeIfAbsent(
                  route.template().text(),
                  _ -> new Resource(route.template(), new LinkedHashMap<>()))
              .byMethod()
              .put(route.method(), route);
      if (twin != null) {
        throw new IllegalArgumentException("two routes for " + route.template().text());
      }
    }
    this.resources =
        byTemplate.values().stream()
            .sorted(Comparator.comparingInt(resource -> resource.template().variables()))
            .toList();
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
    for (Resource resource : resources) {
      Optional<Map<String, String>> path = resource.template().match(segments);
      if (path.isPresent()) {
        Route route = resource.byMethod().get(method);
        return route == null
            ? new Match.WrongMethod(String.join(", ", resource.byMethod().keySet()))
            : new Match.Found(route, path.get());
      }
    }
    return new Match.Nothing();
  }
}
