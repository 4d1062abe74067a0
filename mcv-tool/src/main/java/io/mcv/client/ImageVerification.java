package io.mcv.client;

import io.mcv.oci.model.Digest;
import io.mcv.oci.model.Platform;
import io.mcv.oci.reference.Reference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges an image by its signatures, and those of an index one by one. No layer is opened. */
final class ImageVerification {
  private final VerifyRequest request;
  private final Reference reference;
  private final Found found;
  private final List<VerifyResult.Judged> judged = new ArrayList<>();

  ImageVerification(VerifyRequest request, Reference reference, Found found) {
    this.request = request;
    this.reference = reference;
    this.found = found;
  }

  VerifyResult run() throws IOException {
    Digest addressed = found.source().manifest().digest();
    judge(addressed, null);
    if (request.allImages()) {
      Set<Digest> seen = new HashSet<>(Set.of(addressed));
      for (ResolvedImage.ListedImage each : ResolvedImage.all(found.source())) {
        Digest digest = each.image().raw().digest();
        if (seen.add(digest)) {
          judge(digest, each.platform());
        }
      }
    }
    return new VerifyResult(found.name(), found.place(), judged);
  }

  private void judge(Digest digest, @Nullable Platform platform) throws IOException {
    CandidateImage image = found.candidate(reference, digest, digest);
    judged.add(new VerifyResult.Judged(digest, platform, request.policy().decide(image)));
  }
}
