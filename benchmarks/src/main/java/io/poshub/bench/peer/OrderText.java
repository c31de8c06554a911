package io.poshub.bench.peer;

import io.poshub.bench.load.RequestTemplate;

/** The order that everybody is sent, byte for byte the same. */
final class OrderText {
  static final String BODY =
      """
      {"source":"web","external_id":"bench-%s","note":"%s%s",\
      "customer":{"name":"Ada Byron","phone":"+442079460000"},\
      "items":[{"name":"Margherita","quantity":"1","unit_price":"9.50"},\
      {"name":"Lemonade","quantity":"3","unit_price":"3.00"}],"total":"18.50"}\
      """
          .formatted(RequestTemplate.NUMBER, RequestTemplate.STAMP_MARK, RequestTemplate.STAMP);

  /** As long as the events that others make of it, for one that passes on what it is sent. */
  static final String AS_EVENT =
      BODY.replace("\"source\"", "\"pad\":\"" + "x".repeat(670) + "\",\"source\"");

  private OrderText() {}
}
