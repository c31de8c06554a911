package io.poshub.bench.scenario;

import static java.util.Objects.requireNonNull;

import io.poshub.bench.load.Pace;
import java.time.Duration;

/** Sockets that listen and connections that publish. */
record PushLoad(int tenants, int sockets, int publishers, Pace pace, Duration length) {
  PushLoad {
    requireNonNull(pace, "pace is null");
    requireNonNull(length, "length is null");
  }
}
