package io.mcv.oci.layer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What stands before a header block and is about its entry: PAX records, or GNU long names, not
 * both and none of them twice. Readers disagree on which of two wins, and a file that one sees and
 * another does not is how a scanner is deceived.
 */
final class PendingHeaders {
  private @Nullable PaxRecords records;
  private byte @Nullable [] longName;
  private byte @Nullable [] longLink;

  void addRecords(PaxRecords added, TarPlace place) throws MalformedTarException {
    if (!isEmpty()) {
      throw place.malformed(
          LayerFault.AMBIGUOUS_HEADERS, "a PAX header follows another header of the same entry");
    }
    records = added;
  }

  void addLongName(byte[] added, TarPlace place) throws MalformedTarException {
    if (records != null || longName != null) {
      throw place.malformed(
          LayerFault.AMBIGUOUS_HEADERS, "a GNU long name follows another name of the same entry");
    }
    longName = withoutTrailingNul(added);
  }

  void addLongLink(byte[] added, TarPlace place) throws MalformedTarException {
    if (records != null || longLink != null) {
      throw place.malformed(
          LayerFault.AMBIGUOUS_HEADERS, "a GNU long link follows another link of the same entry");
    }
    longLink = withoutTrailingNul(added);
  }

  boolean isEmpty() {
    return records == null && longName == null && longLink == null;
  }

  PaxRecords records() {
    return records == null ? PaxRecords.NONE : records;
  }

  byte[] name(TarHeaderBlock header) {
    return first(records().path(), longName, header.name());
  }

  byte[] linkname(TarHeaderBlock header) {
    return first(records().linkPath(), longLink, header.linkname());
  }

  private static byte[] first(byte @Nullable [] pax, byte @Nullable [] gnu, byte[] block) {
    if (pax != null) {
      return pax;
    }
    return gnu != null ? gnu : block;
  }

  private static byte[] withoutTrailingNul(byte[] text) {
    int end = text.length;
    return end > 0 && text[end - 1] == 0 ? Arrays.copyOf(text, end - 1) : text;
  }
}
