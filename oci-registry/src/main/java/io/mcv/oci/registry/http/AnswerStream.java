package io.mcv.oci.registry.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/** The body of an answer, whose failures are told as those of a connection. */
final class AnswerStream extends FilterInputStream {
  private final URI uri;

  AnswerStream(InputStream in, URI uri) {
    super(in);
    this.uri = uri;
  }

  @Override
  public int read() throws IOException {
    try {
      return in.read();
    } catch (IOException e) {
      throw ConnectionFaults.of(e, uri);
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return in.read(buffer, offset, length);
    } catch (IOException e) {
      throw ConnectionFaults.of(e, uri);
    }
  }

  /** What has not been read is of no interest to whoever closes it. */
  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      return; // the connection is gone, as it should be
    }
  }
}
