package io.mcv.oci.registry.http;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Keeps okhttp from repeating a request by itself: it would after a 408, and after a 503 that says
 * {@code Retry-After: 0}. How often a step is tried is for the user to say.
 *
 * <p>Okhttp looks at {@code Retry-After} alone, and leaves a request that is to wait. So it is
 * shown a time, and the server's own word is put back when the answer has passed it.
 */
final class NoRepeats implements Interceptor {
  private static final String FIELD = "Retry-After";
  private static final String TOLD = "Mcv-Told-Retry-After";

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    if (response.code() != 408 && response.code() != 503) {
      return response;
    }
    String told = response.header(FIELD);
    return response.newBuilder().header(FIELD, "1").header(TOLD, told == null ? "" : told).build();
  }

  /** The fields as the server sent them. */
  static HttpFields restored(HttpFields fields) {
    @Nullable String told = fields.first(TOLD);
    if (told == null) {
      return fields;
    }
    HttpFields own = fields.without(TOLD).without(FIELD);
    return told.isEmpty() ? own : own.with(FIELD, told);
  }
}
