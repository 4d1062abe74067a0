package io.mcv.oci.registry.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of a request, which can be sent again. */
public interface HttpContent {

  /** How many bytes {@link #open} gives. */
  long length();

  /** Opens it from its beginning; called once for each time that it is sent. */
  InputStream open() throws IOException;

  /** Bytes in memory. */
  static HttpContent of(byte[] bytes) {
    byte[] copy = bytes.clone();
    return new HttpContent() {
      @Override
      public long length() {
        return copy.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(copy);
      }
    };
  }
}
