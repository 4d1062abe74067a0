package io.mcv.spec.conformance.rule;

/**
 * A rule of the format, as docs/format.md states it.
 *
 * @param id stable name, such as {@code OCI-MANIFEST-03}
 * @param group what it belongs to
 * @param level how binding it is
 * @param statement one sentence with MUST, SHOULD or MAY in it, the same as in docs/format.md
 * @param check decides
 */
public record Rule(String id, RuleGroup group, Level level, String statement, Check check) {}
