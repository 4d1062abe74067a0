package io.mcv.oci.layer;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.mcv.oci.model.MediaType;
import java.io.IOException;
import java.io.OutputStream;

/** zstd by zstd-jni; a class of its own, so that nobody else loads the native library. */
record ZstdCompressor(int level) implements Compressor {

  @Override
  public MediaType mediaType() {
    return MediaType.OCI_LAYER_TAR_ZSTD;
  }

  @Override
  public OutputStream compress(OutputStream out) throws IOException {
    return new ZstdOutputStreamNoFinalizer(new UnclosedOutput(out), level).setChecksum(true);
  }

  @Override
  public String name() {
    return "zstd";
  }
}
