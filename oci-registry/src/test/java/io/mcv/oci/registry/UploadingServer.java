package io.mcv.oci.registry;

import static io.mcv.oci.registry.ScriptedServer.answer;

import io.mcv.oci.model.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.jspecify.annotations.Nullable;

/**
 * A registry that keeps to the specification of chunked uploads to the letter: it refuses a part at
 * a wrong offset with 416, and tells by {@code Range} how much it has. A test may have it break.
 */
final class UploadingServer implements AutoCloseable {
  private final ScriptedServer server;
  private final List<String> ranges = new ArrayList<>();
  private ByteArrayOutputStream content = new ByteArrayOutputStream();
  private int sessions;
  private int states;
  private boolean done;

  /** Bytes that each part but the last must have; 0 for any. */
  volatile int minimum;

  /** The status of a part that was taken. */
  volatile int partStatus = 202;

  /** The largest body that is taken in one request. */
  volatile int largest = Integer.MAX_VALUE;

  /** How many parts or ends still break: half of the body is kept, and no answer is sent. */
  volatile int breaks;

  /** Whether {@code Range} stops at the end of the first part, however many come. */
  volatile boolean forgetful;

  UploadingServer() throws IOException {
    server =
        ScriptedServer.start()
            .on("POST", "/v2/b/blobs/uploads/", this::begin)
            .on("PATCH", "/up/.*", this::part)
            .on("PUT", "/up/.*", this::end)
            .on("GET", "/up/.*", this::tell)
            .on("HEAD", "/v2/b/blobs/.*", request -> answer(done ? 200 : 404).build());
  }

  ScriptedServer server() {
    return server;
  }

  String image() {
    return server.host() + "/b:t";
  }

  /** The {@code Content-Range} of each part that came, taken or not. */
  synchronized List<String> ranges() {
    return List.copyOf(ranges);
  }

  synchronized byte[] content() {
    return content.toByteArray();
  }

  synchronized int sessions() {
    return sessions;
  }

  private synchronized MockResponse begin(RecordedRequest request) {
    content = new ByteArrayOutputStream();
    sessions++;
    MockResponse.Builder begun = answer(202).setHeader("Location", place());
    return (minimum > 0 ? begun.setHeader("OCI-Chunk-Min-Length", minimum) : begun).build();
  }

  private synchronized MockResponse part(RecordedRequest request) throws IOException {
    String range = String.valueOf(request.getHeaders().get("Content-Range"));
    ranges.add(range);
    byte[] body = ScriptedServer.body(request);
    if (!range.equals(content.size() + "-" + (content.size() + body.length - 1))) {
      return answer(416).build();
    }
    MockResponse refusal = refused(body);
    if (refusal != null) {
      return refusal;
    }
    int first = content.size() == 0 ? body.length : content.size();
    content.write(body);
    return answer(partStatus)
        .setHeader("Location", place())
        .setHeader("Range", "0-" + ((forgetful ? first : content.size()) - 1))
        .build();
  }

  private synchronized MockResponse end(RecordedRequest request) throws IOException {
    byte[] body = ScriptedServer.body(request);
    MockResponse refusal = refused(body);
    if (refusal != null) {
      return refusal;
    }
    content.write(body);
    done = request.getTarget().endsWith("digest=" + Digest.sha256(content.toByteArray()));
    return done ? answer(201).build() : ScriptedServer.error(400, "DIGEST_INVALID", "no").build();
  }

  private synchronized MockResponse tell(RecordedRequest request) {
    return answer(204)
        .setHeader("Location", place())
        .setHeader("Range", "0-" + Math.max(content.size() - 1, 0))
        .build();
  }

  private @Nullable MockResponse refused(byte[] body) throws IOException {
    if (body.length > largest) {
      return answer(413).build();
    }
    if (breaks > 0) {
      breaks--;
      content.write(body, 0, body.length / 2);
      return new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build();
    }
    return null;
  }

  private String place() {
    return "/up/" + sessions + "?state=" + states++;
  }

  @Override
  public void close() {
    server.close();
  }
}
