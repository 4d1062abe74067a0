package io.mcv.oci.layer.deflate;

/**
 * The codes of a dynamic block that has no end of block yet, so that the next window can go on in
 * it.
 *
 * @param literals the code for literals, lengths and the end of block
 * @param distances the code for distances
 * @param headerBits the size of the header that transmitted them, in bits
 */
record OpenTable(HuffmanCode literals, HuffmanCode distances, int headerBits) {}
