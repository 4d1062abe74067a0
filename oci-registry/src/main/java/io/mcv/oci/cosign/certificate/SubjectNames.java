package io.mcv.oci.cosign.certificate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.OtherName;
import org.jspecify.annotations.Nullable;

/**
 * The subject alternative names (RFC 5280 4.2.1.6) that are identities: {@code rfc822Name}, {@code
 * dNSName}, {@code uniformResourceIdentifier}, and Fulcio's {@code otherName}. Others are none.
 *
 * @param emails those of them that are {@code rfc822Name}
 */
record SubjectNames(List<String> all, List<String> emails) {

  /** Throws what BouncyCastle throws where the extension is not what its name says. */
  static SubjectNames of(@Nullable Extension extension) throws IOException {
    List<String> names = new ArrayList<>();
    List<String> emails = new ArrayList<>();
    if (extension != null) {
      for (GeneralName each : GeneralNames.getInstance(extension.getParsedValue()).getNames()) {
        String name = name(each);
        if (name != null) {
          names.add(name);
          if (each.getTagNo() == GeneralName.rfc822Name) {
            emails.add(name);
          }
        }
      }
    }
    return new SubjectNames(names, emails);
  }

  private static @Nullable String name(GeneralName name) throws IOException {
    return switch (name.getTagNo()) {
      case GeneralName.rfc822Name, GeneralName.dNSName, GeneralName.uniformResourceIdentifier ->
          ascii(ASN1IA5String.getInstance(name.getName()).getString());
      case GeneralName.otherName -> other(OtherName.getInstance(name.getName()));
      default -> null;
    };
  }

  private static String ascii(String name) throws IOException {
    if (!name.chars().allMatch(c -> c < 0x80)) {
      throw new IOException("no IA5String");
    }
    return name;
  }

  private static @Nullable String other(OtherName name) throws IOException {
    return name.getTypeID().equals(FulcioExtension.OTHER_NAME)
        ? FulcioExtension.text(name.getValue().toASN1Primitive())
        : null;
  }
}
