package io.mcv.spec.conformance.oci;

/**
 * A field of an object. Lists of them keep the order of violations the same in every run.
 *
 * @param name of the member
 * @param type that it must have
 */
record Field(String name, FieldType type) {}
