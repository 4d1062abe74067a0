package io.mcv.oci.registry.http;

import java.io.IOException;
import java.io.InputStream;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A body as okhttp takes it. What goes wrong with its own content is kept apart from what goes
 * wrong with the network: only the latter is worth another try.
 */
final class ReplayedBody extends RequestBody {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final HttpContent content;
  private final boolean once;
  private @Nullable IOException contentFailure;

  /**
   * A body.
   *
   * @param once whether it is not to be sent again without our knowing: a server may have kept a
   *     part of it
   */
  ReplayedBody(HttpContent content, boolean once) {
    this.content = content;
    this.once = once;
  }

  /** Why the content could not be read; null where it could. */
  @Nullable IOException contentFailure() {
    return contentFailure;
  }

  @Override
  public @Nullable MediaType contentType() {
    return null;
  }

  @Override
  public boolean isOneShot() {
    return once;
  }

  @Override
  public long contentLength() {
    return content.length();
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    contentFailure = null;
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = own(content::open)) {
      for (int n = own(() -> in.read(buffer)); n >= 0; n = own(() -> in.read(buffer))) {
        sink.write(buffer, 0, n);
      }
    }
  }

  private interface Step<T> {
    T run() throws IOException;
  }

  private <T> T own(Step<T> step) throws IOException {
    try {
      return step.run();
    } catch (IOException e) {
      contentFailure = e;
      throw e;
    }
  }
}
