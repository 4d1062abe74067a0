package io.mcv.oci.cosign;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.encoding.Pem;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.util.ArrayList;
import java.util.List;

/** Every way to change or drop one part of the certificates in a text. */
final class PemMutations {
  private PemMutations() {}

  static void each(String path, String text, Mutations.Sink sink) {
    List<Pem> blocks = parse(path, text);
    for (int i = 0; i < blocks.size(); i++) {
      int index = i;
      Pem block = blocks.get(i);
      List<Pem> without = new ArrayList<>(blocks);
      without.remove(index);
      sink.accept(path + "[" + i + "] dropped", text(without));
      DerMutations.each(
          path + "[" + i + "]#",
          block.content().toArray(),
          (changedPath, changed) -> {
            List<Pem> with = new ArrayList<>(blocks);
            with.set(index, new Pem(block.label(), Bytes.of(changed)));
            sink.accept(changedPath, text(with));
          });
    }
  }

  private static List<Pem> parse(String path, String text) {
    try {
      return Pem.parse(text, path);
    } catch (SignatureRejectedException e) {
      throw new AssertionError(text, e);
    }
  }

  private static String text(List<Pem> blocks) {
    StringBuilder text = new StringBuilder();
    blocks.forEach(each -> text.append(each.text()));
    return text.toString();
  }
}
