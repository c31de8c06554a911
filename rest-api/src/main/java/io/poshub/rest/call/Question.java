package io.poshub.rest.call;

import io.poshub.rest.HttpCall;

/** What was asked of a tenant; all who may ask are answered alike. */
record Question(String tenant, String path, String query) {
  static Question of(String tenant, HttpCall call) {
    return new Question(tenant, call.path(), call.query());
  }
}
