package io.poshub.chaos.shop;

import io.poshub.chaos.history.EventTexts;
import io.poshub.chaos.history.StreamRow;
import io.poshub.client.http.CallResult;
import io.poshub.client.http.HubHttp;
import io.poshub.client.http.JsonText;
import io.poshub.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads a tenant's stream by {@code GET /events}, straight from the hub. Any thread. */
public final class StreamReader {
  private static final int PAGE = 200;
  private static final int GONE = 410;
  private static final long PAUSE_MILLIS = 50;

  private final HubHttp http;
  private final String tenant;

  public StreamReader(HttpClient client, URI hub, TenantAccess tenant) {
    this.http = new HubHttp(client, hub, tenant.headers());
    this.tenant = tenant.slug();
  }

  /** The hub cannot go on from a position that it has named before. */
  public static final class StreamLostException extends IOException {
    private static final long serialVersionUID = 1;

    StreamLostException(String what) {
      super(what);
    }
  }

  /** What was read, and the head that the last page named. */
  public record Rows(List<StreamRow> rows, String epoch, long head) {
    public Rows {
      rows = List.copyOf(rows);
    }
  }

  /** Everything after {@code after}, up to the head. */
  public Rows readAfter(long after) throws IOException, InterruptedException {
    List<StreamRow> rows = new ArrayList<>();
    long next = after;
    while (true) {
      CallResult.Answered page = page(next);
      String epoch = JsonText.at(page.body(), "epoch", "");
      Long head = JsonText.count(page.body(), "seq");
      List<StreamRow> read = rows(page.text());
      rows.addAll(read);
      if (read.isEmpty() || head == null || read.getLast().seq() >= head) {
        return new Rows(rows, epoch, head == null ? next : head);
      }
      next = read.getLast().seq();
    }
  }

  private static List<StreamRow> rows(String page) throws IOException {
    List<StreamRow> rows = new ArrayList<>();
    for (String text : EventTexts.of(page)) {
      try {
        rows.add(StreamRow.of(text));
      } catch (MalformedJsonException e) {
        throw new IOException("not an event: " + text, e);
      }
    }
    return rows;
  }

  /** Asks until there is a page: the database may still be recovering. */
  private CallResult.Answered page(long after) throws IOException, InterruptedException {
    String path = "/api/" + tenant + "/events?limit=" + PAGE + "&after=" + after;
    long deadlineNanos = System.nanoTime() + HubCaller.PATIENCE.toNanos();
    while (true) {
      CallResult result = await(path);
      if (result instanceof CallResult.Answered answer) {
        return answer;
      }
      if (result instanceof CallResult.Refused(var gone) && gone.status() == GONE) {
        throw new StreamLostException("cannot go on after " + after + ": " + gone.line());
      }
      boolean passing =
          !(result instanceof CallResult.Refused(var refusal)) || refusal.status() == 503;
      if (!passing || System.nanoTime() > deadlineNanos) {
        throw new IOException("the stream of " + tenant + " cannot be read: " + result);
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private CallResult await(String path) throws InterruptedException {
    try {
      return http.get(path, HubCaller.ANSWER_MAX)
          .get(2 * HubCaller.ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new CallResult.Unanswered("the client gave no answer", true);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call's end is never a failure", e);
    }
  }
}
