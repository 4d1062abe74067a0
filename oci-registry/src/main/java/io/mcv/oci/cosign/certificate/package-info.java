/**
 * Certificates of signers: who they are issued by and when, that a certificate log saw them, and
 * whom they name.
 */
@NullMarked
package io.mcv.oci.cosign.certificate;

import org.jspecify.annotations.NullMarked;
