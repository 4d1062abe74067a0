package io.mcv.oci.cosign.certificate;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.trust.CertificateAuthority;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The certificates of a trusted authority, read when they are needed first. */
final class TrustedChain {
  private final CertificateAuthority authority;
  private @Nullable List<ParsedCertificate> certificates;

  TrustedChain(CertificateAuthority authority) {
    this.authority = authority;
  }

  CertificateAuthority authority() {
    return authority;
  }

  /** The anchor, which need not be a root. */
  ParsedCertificate anchor() throws SignatureRejectedException {
    List<ParsedCertificate> all = certificates();
    return all.get(all.size() - 1);
  }

  /** Those below the anchor. */
  List<ParsedCertificate> intermediates() throws SignatureRejectedException {
    List<ParsedCertificate> all = certificates();
    return all.subList(0, all.size() - 1);
  }

  private synchronized List<ParsedCertificate> certificates() throws SignatureRejectedException {
    List<ParsedCertificate> known = certificates;
    if (known == null) {
      known = new ArrayList<>();
      for (Bytes each : authority.chain()) {
        known.add(ParsedCertificate.parse(each, "a certificate of " + authority.name()));
      }
      certificates = known;
    }
    return known;
  }
}
