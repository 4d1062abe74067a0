package io.mcv.client.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.layout.LayoutFiles;
import io.mcv.spec.conformance.image.BlobFault;
import io.mcv.spec.conformance.image.Document;
import io.mcv.spec.conformance.image.LayoutView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LayoutViewReaderTest {
  @Test
  void whatMayNotBeReadIsInTheView() throws IOException {
    LayoutView view = LayoutViewReader.read(new Closed());
    assertThat(List.of(view.marker(), view.index()))
        .extracting(Document::fault)
        .allSatisfy(
            fault -> assertThat(fault.orElseThrow().kind()).isEqualTo(BlobFault.Kind.UNREADABLE));
  }

  /** A layout none of whose files may be read. */
  private static final class Closed implements LayoutFiles {
    @Override
    public String locate(String name) {
      return "/layout/" + name;
    }

    @Override
    public long size(String name) {
      return 2;
    }

    @Override
    public List<String> names(String folder, int limit) {
      return List.of();
    }

    @Override
    public SortedMap<String, Long> all(int limit) {
      return new TreeMap<>();
    }

    @Override
    public InputStream open(String name) throws IOException {
      throw new AccessDeniedException(locate(name));
    }

    @Override
    public void close() {}
  }
}
